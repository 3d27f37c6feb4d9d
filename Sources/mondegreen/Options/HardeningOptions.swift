import ArgumentParser
import Artifacts
import BERTRescoring
import BundledLexicons
import Counterexamples
import Lexicons
import Perturbations
import PropertyTesting
import Robustness
import RobustnessRuns
import Transcripts

/// What goes wrong on purpose in training, so that the model learns to withstand it.
struct HardeningOptions: ParsableArguments {
  @Option(
    name: .customLong("harden"),
    help: ArgumentHelp(
      "Number of perturbed copies of each list of --corpus per epoch, in addition to the list itself: "
        + "different random draws, the same ones in each epoch.", valueName: "copies"))
  var copies = 0

  @Option(
    name: .customLong("harden-with"),
    help: ArgumentHelp(
      "Perturbation of the copies, repeatable; every kind but confusions. (default: homophones)",
      valueName: "kind"))
  var perturbations: [PerturbationKind] = []

  @Option(
    name: .customLong("harden-strength"),
    help: ArgumentHelp(
      "Strengths of the perturbation: numbers of words (1,2,3) or shares of them (10%,25%).",
      valueName: "strength,…"))
  var strengths = StrengthList([.words(1), .words(2), .words(3)])

  @Option(
    name: .customLong("harden-errors"),
    help: ArgumentHelp(
      """
      Whose errors count in the copies: those of the perturbed texts teach the model to tell damaged texts \
      from sound ones, those of the clean texts teach it to choose as before. by-scope is as-heard where \
      only the 1-best is perturbed, and otherwise as-chosen.
      """, valueName: "counting"))
  var errors = ErrorChoice.asHeard

  @Option(
    help: ArgumentHelp(
      "Folder of counterexamples to train on, from check --fixtures, repeatable.",
      valueName: "folder"),
    completion: .directory)
  var fixtures: [String] = []

  /// What is read.
  var inputs: [String] { fixtures }

  @Option(
    help: ArgumentHelp("Number of copies of each counterexample per epoch.", valueName: "count"))
  var fixtureCopies = 10

  /// How errors of perturbed texts count.
  enum ErrorChoice: String, CaseIterable, ExpressibleByArgument {
    case asHeard = "as-heard"
    case asChosen = "as-chosen"
    case byScope = "by-scope"

    func counting(_ scope: PerturbationScope) -> Counting {
      switch self {
      case .asHeard: .asHeard
      case .asChosen: .asChosen
      case .byScope: scope == .oneBest ? .asHeard : .asChosen
      }
    }
  }
  func validate() throws {
    try CountBounds.check("--harden", copies, atLeast: 0, atMost: 1_000)
    try CountBounds.check("--fixture-copies", fixtureCopies, atMost: 10_000)
    if copies == 0, !perturbations.isEmpty {
      throw ValidationError("--harden-with: expected --harden with a number of copies, found none")
    }
    if perturbations.contains(.confusions) {
      throw ValidationError(
        "--harden-with: expected another kind than confusions; for these, use --imitate")
    }
  }

  /// Perturbed copies of the corpora's lists, and the counterexamples; none if neither is wanted.
  func sources(
    of corpora: [Corpus], listLimit: Int, seed: UInt64
  ) throws -> [any TrainingListSource] {
    try copies(of: corpora, listLimit: listLimit, seed: seed) + counterexamples()
  }

  private func copies(
    of corpora: [Corpus], listLimit: Int, seed: UInt64
  ) throws -> [any TrainingListSource] {
    guard copies > 0 else { return [] }
    let frequencies = try BundledLexicon.readFrequencies()
    var settings = PerturbationSettings()
    settings.spellings = .included
    settings.plausibility = .context
    let kit = PerturbationKit(
      HomophoneIndex(try BundledLexicon.read(), frequencies: frequencies),
      languageModel: try BundledLexicon.languageModel(), settings: settings)
    let kinds = perturbations.isEmpty ? [.homophones] : perturbations
    var mix: [(perturbation: any Perturbation, counting: Counting)] = []
    for kind in kinds {
      for scope in [PerturbationScope.oneBest, .nBest] {
        for strength in strengths.strengths {
          mix.append(
            (
              try kit.perturbation(kind, scope: scope, strength: strength),
              errors.counting(scope)
            ))
        }
      }
    }
    let names = kinds.map(\.rawValue).joined(separator: " ")
    return corpora.map { corpus in
      PerturbedListSource(
        lists: HardeningLists(
          of: PreparedCorpus(corpus, listLimit: listLimit), perturbedBy: mix, rounds: copies,
          seed: Seed(seed)),
        summary: "\(copies) copies of \(corpus.digest.short) under \(names)"
          + " (\(strengths.defaultValueDescription)), \(errors.rawValue), seed \(seed)")
    }
  }

  private func counterexamples() throws -> [any TrainingListSource] {
    try fixtures.map { folder in
      let found = try Counterexample.all(in: folder)
      let lists = found.compactMap { HardeningList($0) }.map { TrainingList($0) }
      let ids = found.map(\.id).joined(separator: " ")
      return FixedTrainingLists(
        [[TrainingList]](repeating: lists, count: fixtureCopies).flatMap { $0 },
        summary: "\(fixtureCopies) copies of \(ids)")
    }
  }
}
