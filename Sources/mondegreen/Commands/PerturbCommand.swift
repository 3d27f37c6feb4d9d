import ArgumentParser
import ArtifactFiles
import Foundation
import Lexicons
import PropertyTesting
import Robustness
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
      counted on standard error.

      EXAMPLE
        mondegreen perturb --corpus messaging-test --strength 2 --scope 1-best | head -3
        mondegreen perturb --perturbation junctures --show | less -R
        cat my.jsonl | mondegreen perturb --corpus - --strength 25% --only content --show
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var perturbation: PerturbationOptions
  @OptionGroup var parts: PerturbationParts
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help: ArgumentHelp(
      "Which hypotheses change: 1-best (only the first pass's top) or n-best (all).",
      valueName: "scope"))
  var scope = PerturbationScope.nBest

  @Option(
    help: ArgumentHelp(
      "Words or phrases to replace in each hypothesis: 2 or 25%.", valueName: "strength"))
  var strength = StrengthList([.words(1)])

  @Option(help: ArgumentHelp("Everything random follows from it.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Which of a report's repetitions, from 1.", valueName: "number"))
  var repetition = 1

  @Option(help: ArgumentHelp("Use at most so many hypotheses of a list.", valueName: "count"))
  var listLimit = 20

  @Flag(help: "Show what changed, for people, instead of JSON Lines.")
  var show = false

  func validate() throws {
    if strength.strengths.count != 1 {
      throw ValidationError("--strength: expected one strength, found several")
    }
    for (name, count) in [("repetition", repetition), ("list-limit", listLimit)] where count < 1 {
      throw ValidationError("--\(name): expected at least 1, found \(count)")
    }
  }

  func run() throws {
    let written = isStreaming ? Self.nothing : try corpus.read()
    let kit = try perturbation.kit(for: written, of: parts, homophones, lexicon)
    let strength = strength.strengths[0]
    let perturber = try kit.perturbation(perturbation.kind, scope: scope, strength: strength)
    let condition = perturber.condition
    let stream = Seed(seed).derived(written.name)
    var coverage = PronunciationCoverage.Counter()
    try forEachUtterance(of: written) { utterance in
      var source = ChoiceSource.random(
        seed: condition.stream(of: utterance.id, draw: repetition - 1, in: stream).value)
      let perturbed = perturber.perturb(
        utterance.nBest, reference: utterance.reference, source: &source)
      print(show ? PerturbedListText.text(utterance, perturbed) : line(utterance, perturbed))
      coverage.add(utterance)
    }
    if perturber.recipe.sources.lexicon != nil {
      let coverage = PronunciationCoverage(
        coverage, in: kit.homophones.lexicon, pronounced: kit.pronounced)
      if let message = coverage.message { Terminal.complain(message) }
    }
  }

  /// Whether lists are perturbed as they arrive: on standard input, unless something must be known of
  /// all of them first.
  private var isStreaming: Bool { corpus.corpus == "-" && !perturbation.needsWholeCorpus }

  /// What is known of a stream beforehand: the name of standard input.
  private static let nothing = Corpus(name: "-", digest: .sha256(of: ""), utterances: [])

  /// Calls `body` with each utterance, prepared.
  private func forEachUtterance(of written: Corpus, _ body: (Utterance) -> Void) throws {
    guard isStreaming else {
      PreparedCorpus(written, listLimit: listLimit).utterances.forEach(body)
      return
    }
    var stream = CorpusStream()
    var count = 0
    while count < corpus.limit ?? .max, let utterance = try stream.next() {
      let one = Corpus(name: written.name, digest: written.digest, utterances: [utterance])
      PreparedCorpus(one, listLimit: listLimit).utterances.forEach(body)
      // Whoever reads the other end of the pipe needn't wait for a full buffer.
      fflush(nil)
      count += 1
    }
  }

  private func line(_ utterance: Utterance, _ perturbed: PerturbedList) -> String {
    CorpusWriter.line(
      Utterance(
        id: utterance.id, reference: utterance.reference, nBest: perturbed.list,
        recording: utterance.recording))
  }
}
