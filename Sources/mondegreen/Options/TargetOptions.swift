import ArgumentParser
import Perturbations
import PropertyTesting
import RobustnessRuns
import Transcripts

/// Which words a perturbation may change, in words.
enum TargetChoice: String, CaseIterable, ExpressibleByArgument {
  case all, content, function, names
}

/// Which words perturbations may change.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which words may change; names are words with capitals.",
      valueName: "words"))
  var only = TargetChoice.all

  @Option(help: ArgumentHelp("Only these words may change.", valueName: "word,…"))
  var words: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only words at these positions may change; 0 is the first, -1 the last.", valueName: "n,…"))
  var positions: String?

  func validate() throws {
    if [only != .all, words != nil, positions != nil].count(where: { $0 }) > 1 {
      throw ValidationError("expected one of --only, --words and --positions, found several")
    }
    if let words, Self.listed(words).isEmpty {
      throw ValidationError("--words: expected words with commas between them, found \"\(words)\"")
    }
    if let positions, Self.positions(positions) == nil {
      throw ValidationError("--positions: expected whole numbers, found \"\(positions)\"")
    }
  }

  /// Whether some words may change and others not.
  var isLimited: Bool { only != .all || words != nil || positions != nil }

  /// Whether names must be gathered before the first list is perturbed.
  var needsWholeCorpus: Bool { only == .names }

  /// Which words of `corpora`, as they were written, may change.
  func targets(in corpora: [Corpus], _ language: LanguageWords) -> WordTargets {
    if let words { return .listed(Set(Self.listed(words))) }
    if let positions { return .positions(Self.positions(positions) ?? []) }
    switch only {
    case .all: return .all
    case .content: return .content
    case .function: return .function
    case .names: return .names(in: corpora.lazy.map(\.utterances).joined(), language: language)
    }
  }

  /// Refuses targets under which none of the perturbations could change a list of the corpora, and says which
  /// of the words to change are in none of them.
  ///
  /// - Parameter perturbations: those that change the list as a whole have no targets and are passed over.
  func check(
    _ corpora: [Corpus], changedBy perturbations: [any Perturbation], _ language: LanguageWords,
    listLimit: Int
  ) throws {
    guard isLimited else { return }
    let graded = perturbations.filter { $0.condition.strength != nil }
    let prepared = corpora.lazy.map { PreparedCorpus($0, listLimit: listLimit).utterances }
    if let words {
      let found = Set(prepared.joined().flatMap { $0.nBest.texts.flatMap(Self.listed(ofText:)) })
      let missing = Self.listed(words).filter { !found.contains($0) }
      if missing.count == Self.listed(words).count { throw nothing("is in no hypothesis") }
      for word in missing { Terminal.complain("--words: \"\(word)\" is in no hypothesis") }
    }
    if only == .names, targets(in: corpora, language) == .listed([]) {
      throw nothing("found no names: no word is written with a capital inside a sentence")
    }
    for utterance in prepared.joined() {
      for perturbation in graded {
        var source = ChoiceSource.random(seed: 0)
        let perturbed = perturbation.perturb(
          utterance.nBest, reference: utterance.reference, source: &source)
        if !perturbed.replacements.isEmpty { return }
      }
    }
    if !graded.isEmpty { throw unchanged(by: graded.map(\.id)) }
  }

  /// What to say where perturbations changed nothing.
  func unchanged(by perturbations: [String]) -> CommandFailure {
    var names: [String] = []
    for name in perturbations where !names.contains(name) { names.append(name) }
    return nothing("leaves nothing that \(names.joined(separator: " or ")) could change")
  }

  private func nothing(_ reason: String) -> CommandFailure {
    let option =
      words.map { "--words \"\($0)\"" } ?? positions.map { "--positions \"\($0)\"" }
      ?? "--only \(only.rawValue)"
    return CommandFailure(.badUsage, "\(option) \(reason)")
  }

  private static func listed(_ words: String) -> [String] {
    words.split(separator: ",").map { TextNormalizer.standard.normalize(String($0)) }
      .filter { !$0.isEmpty }
  }

  private static func listed(ofText text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private static func positions(_ text: String) -> Set<Int>? {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    return numbers.contains(nil) ? nil : Set(numbers.compactMap { $0 })
  }
}
