import ArgumentParser
import Artifacts
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import RobustnessRuns
import Transcripts

/// `mondegreen perturb`.
struct PerturbCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perturb",
    abstract: "Let the first pass mishear: perturbed N-best lists, JSON Lines in and out.",
    discussion: """
      Reads a corpus and writes it again with perturbed lists, normalised: exactly \
      the lists that a report with the same seed examines. --show writes for people instead: each \
      changed hypothesis with its words marked. Words without a pronunciation are left alone, and \
      counted on standard error. Of a stream it is not known beforehand what language costs weigh: \
      first-pass costs stay as they are unless --language-weight says so.

      EXAMPLE
        mondegreen perturb --corpus messaging-test --strength 2 --scope 1-best | head -3
        mondegreen perturb --perturbation junctures --show | less -R
        cat my.jsonl | mondegreen perturb --corpus - --strength 25% --only content --show
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var perturbation: PerturbationOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var parts: PerturbationParts
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help: ArgumentHelp(
      "Which hypotheses change: 1-best (only the first pass's top) or n-best (all).",
      valueName: "scope"))
  var scope = PerturbationScope.nBest

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Which of a report's draws, from 1.", valueName: "number"))
  var draw = 1

  @Option(
    help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
  var listLimit = 20

  @Flag(help: "Show what changed, for people, instead of JSON Lines.")
  var show = false

  func validate() throws {
    for (name, count) in [("draw", draw), ("list-limit", listLimit)] where count < 1 {
      throw ValidationError("--\(name): expected at least 1, found \(count)")
    }
    if scope == .selected {
      throw ValidationError(
        "--scope: expected 1-best or n-best, found selected, which needs a model; report perturbs what "
          + "each model selects")
    }
  }

  func run() throws {
    let interruption = Interruption(
      message: "interrupted; the lists that were written stand, and perturb starts over")
    defer { withExtendedLifetime(interruption) {} }
    var reader = try corpus.reader()
    // Lists are perturbed as they arrive, unless something must be known of all of them first.
    let isStreaming =
      !perturbation.needsWholeCorpus && !targets.needsWholeCorpus && parts.errorRate == nil
      && !(targets.isLimited && reader.isRegularFile)
    let isFollowed = isStreaming && !reader.isRegularFile
    let name = reader.name
    var known =
      isStreaming ? Self.nothing(name) : try reader.corpus(limit: corpus.limit ?? .max)
    known.normalizer = try corpus.scores.normalization.normalizer
    let sample = isStreaming && reader.isRegularFile ? Self.sample(corpus, name) : nil
    let kit = try parts.graded(
      perturbation.kit(for: known, sample: sample, targets, of: parts, homophones, lexicon),
      [perturbation.kind], for: known, listLimit: listLimit)
    let perturber = try perturbation.perturbation(of: kit, scope: scope, errorRate: parts.errorRate)
    if !isStreaming {
      try targets.check([known], changedBy: [perturber], listLimit: listLimit)
    }
    let condition = perturber.condition
    let stream = Seed(seed).derived(name)
    Restarting.say(ofFilter: "perturb")
    var coverage = PronunciationCoverage.Counter()
    var isChanged = false
    func perturb(_ written: Utterance) throws {
      let utterance = PreparedCorpus.prepared(
        written, listLimit: listLimit, normalizer: known.normalizer)
      var source = ChoiceSource.random(
        seed: condition.stream(of: utterance.id, draw: draw - 1, in: stream).value)
      let perturbed = perturber.perturb(
        utterance.nBest, reference: utterance.reference, source: &source)
      isChanged = isChanged || !perturbed.replacements.isEmpty
      if show {
        print(PerturbedListText.text(utterance, perturbed))
      } else {
        StandardOutput.write(json: try line(utterance, perturbed))
      }
      // Whoever reads the other end of the pipe needn't wait for a full buffer.
      if isFollowed { StandardOutput.flush() }
      coverage.add(utterance)
    }
    if isStreaming {
      try corpus.forEachUtterance(of: &reader) { utterance, _ in try perturb(utterance) }
    } else {
      try known.forEach(perturb)
    }
    if perturber.recipe.sources.lexicon != nil {
      let coverage = PronunciationCoverage(
        coverage, in: kit.homophones.lexicon, pronounced: kit.pronounced)
      if let message = coverage.message { Terminal.complain(message) }
    }
    // Of a stream nothing was known beforehand.
    if targets.isLimited, condition.strength != nil, !isChanged {
      throw targets.unchanged(by: [perturber.id])
    }
  }

  /// The first lists of a file that is read again as its lists are perturbed. What is wrong with the file is
  /// said then.
  private static func sample(_ options: CorpusOptions, _ name: String) -> Corpus {
    var lists: [Utterance] = []
    do {
      var reader = try options.reader()
      while lists.count < min(FirstPass.sample, options.limit ?? .max),
        let utterance = try reader.next()
      {
        lists.append(utterance)
      }
    } catch {}
    return Corpus(name: name, digest: .sha256(of: ""), utterances: lists)
  }

  /// What is known of a stream beforehand.
  private static func nothing(_ name: String) -> Corpus {
    Corpus(name: name, digest: .sha256(of: ""), utterances: [])
  }

  private func line(_ utterance: Utterance, _ perturbed: PerturbedList) throws -> String {
    try JSONLinesFormat().text(
      of: Utterance(
        id: utterance.id, reference: utterance.referenceIfKnown, nBest: perturbed.list,
        fields: utterance.fields))
  }
}
