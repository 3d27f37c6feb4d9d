import ArgumentParser
import Lexicons
import Robustness
import RobustnessRuns

/// `mondegreen selftest`.
struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Prove the checker: does it catch models that are broken on purpose?",
    discussion: """
      Spoils a healthy model in many ways, one at a time, and checks every property against each. \
      Prints which property catches which defect after how many cases, which defects only one property \
      catches, and how small the smallest list is. Sound models of other designs must pass the \
      contracts. Then mutants, composed at random, show how many defects that nobody thought of are \
      caught. Ends with status 1 if a defect is caught by no property, a property flags the healthy \
      model, or fewer than 97 % of the mutants are caught.

      EXAMPLE
        mondegreen selftest
        mondegreen selftest --corpus narrative-test --seed 7
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var pronunciation: PronunciationOptions

  @Option(help: ArgumentHelp("Cases that each property gets for each model.", valueName: "count"))
  var cases = 200

  @Option(
    help: ArgumentHelp(
      "Defects composed at random, for the mutation score; 0 leaves it out.", valueName: "count"))
  var mutants = 200

  @OptionGroup var threads: ThreadOptions

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if mutants < 0 {
      throw ValidationError("--mutants: expected at least 0, found \(mutants)")
    }
    if cases < 1 { throw ValidationError("--cases: expected at least 1, found \(cases)") }
  }

  func run() throws {
    let interruption = Interruption(message: "interrupted; nothing was kept")
    defer { withExtendedLifetime(interruption) {} }
    let language = corpus.scores.normalization.choice
    let index = try pronunciation.openIndex(lexicon, language)
    let frequencies = try lexicon.readFrequencies(language)
    let strict = HomophoneIndex(
      index.lexicon, frequencies: frequencies, stress: .kept, variants: .first)
    let candidates = homophones.candidates(index)
    // The healthy model compares with every reference: forty are plenty.
    let corpus = try corpus.read(limit: 40)
    Restarting.say(of: "selftest")
    let progress = ProgressLine()
    defer { progress.finish() }
    let record = try SelfTest(
      corpus: corpus, properties: RobustnessProperties.all(candidates: candidates),
      candidates: candidates, strictCandidates: homophones.candidates(strict), seed: seed,
      cases: cases
    ).record(mutants: mutants, threads: threads.threads) { done, total, model in
      progress.update("proving", done: done, of: total, detail: model)
    }
    progress.finish()
    if form.json {
      Results.write(SelfTestOutput(record))
    } else {
      print(SelfTestSummary(record).text)
    }
    if !record.holds { throw CommandFailure(.failedGate) }
  }
}
