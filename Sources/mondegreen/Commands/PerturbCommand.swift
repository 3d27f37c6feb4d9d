public import ArgumentParser
import PropertyTesting
public import Robustness
import RobustnessReports
import Transcripts

extension PerturbationScope: ExpressibleByArgument {
  /// "1-best" and "N-best", as reports write them.
  public init?(argument: String) {
    switch argument.lowercased() {
    case "1-best", "onebest": self = .oneBest
    case "n-best", "nbest": self = .nBest
    default: return nil
    }
  }

  public var defaultValueDescription: String { Wording.scope(self).lowercased() }
}

/// `mondegreen perturb`.
struct PerturbCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perturb",
    abstract: "Replace words of N-best lists by homophones, JSON Lines in and out.",
    discussion: """
      Reads a corpus and writes it again with perturbed lists, normalised, costs kept: exactly the \
      lists that a report with the same seed examines. --show writes for people instead: each \
      changed hypothesis with its words marked.

      EXAMPLE
        mondegreen perturb --corpus messaging-test --strength 2 --scope 1-best | head -3
        cat my.jsonl | mondegreen perturb --corpus - --strength 25% --show
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var homophones: HomophoneOptions

  @Option(
    help: ArgumentHelp(
      "Which hypotheses change: 1-best (only the first pass's top) or n-best (all).",
      valueName: "scope"))
  var scope = PerturbationScope.nBest

  @Option(
    help: ArgumentHelp("Words to replace in each hypothesis: 2 or 25%.", valueName: "strength"))
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
    let prepared = PreparedCorpus(try corpus.read(), listLimit: listLimit)
    let perturbation = HomophoneSubstitution(
      scope: scope, strength: strength.strengths[0],
      candidates: homophones.candidates(try homophones.read().index))
    for utterance in prepared.utterances {
      var source = ChoiceSource.random(seed: stream(of: utterance, in: prepared.corpus).value)
      let perturbed = perturbation.perturb(utterance.nBest, source: &source)
      print(show ? PerturbedListText.text(utterance, perturbed) : line(utterance, perturbed))
    }
  }

  /// The stream from which a run of this seed draws the utterance's perturbation.
  private func stream(of utterance: Utterance, in corpus: Corpus) -> Seed {
    Seed(seed).derived(corpus.name).derived(
      utterance.id, "homophones", scope.rawValue, strength.strengths[0].description,
      String(repetition - 1))
  }

  private func line(_ utterance: Utterance, _ perturbed: PerturbedList) -> String {
    CorpusWriter.line(
      Utterance(
        id: utterance.id, reference: utterance.reference, nBest: perturbed.list,
        recording: utterance.recording))
  }
}
