import ArgumentParser
import Lexicons
import Robustness
import RobustnessRuns

/// `mondegreen selftest`.
struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Test the checker: does it catch models that are broken on purpose?",
    discussion: """
      Breaks a healthy model in many ways, one at a time, and checks every property against each. Prints \
      which property catches which defect after how many cases, which defects only one property catches, and \
      how small the smallest list is. Sound models of other designs must pass the contracts. Then defects \
      composed at random (mutants) show how many defects are caught that nobody thought of. Exits with \
      status 1 if some defect is caught by no property, if a property flags the healthy model, or if fewer \
      than 97 % of the mutants are caught.

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen selftest
        mondegreen selftest --corpus narrative-test --seed 7
      """)

  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: "Homophones") var homophones: HomophoneOptions
  @OptionGroup(title: "Homophones") var pronunciation: PronunciationOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.running) var threads: ThreadOptions

  /// How much is tried.
  struct Main: ParsableArguments {
    @Option(help: ArgumentHelp("Number of cases per property and model.", valueName: "count"))
    var cases = 200

    @Option(
      help: ArgumentHelp(
        "Number of defects to compose at random for the mutation score; 0 skips it.",
        valueName: "count"))
    var mutants = 200

    @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
      try CountBounds.check("--mutants", mutants, atLeast: 0, atMost: CountBounds.mostHeld)
      try CountBounds.check("--cases", cases)
    }
  }

  @OptionGroup var form: OutputOptions

  func run() throws {
    let interruption = Interruption(message: "interrupted; nothing was saved")
    defer { withExtendedLifetime(interruption) {} }
    let (index, _) = try pronunciation.read(lexicon, scores.normalization.choice)
    let candidates = homophones.candidates(index)
    // The healthy model compares with every reference: forty are plenty.
    let corpus = try corpus.read(scores, limit: 40)
    Restarting.say(of: "selftest")
    let progress = ProgressLine()
    defer { progress.finish() }
    let record = try SelfTest(
      corpus: corpus, properties: RobustnessProperties.all(candidates: candidates),
      candidates: candidates, seed: main.seed, cases: main.cases
    ).record(mutants: main.mutants, threads: threads.threads) { done, total, model in
      progress.update("testing", done: done, of: total, detail: model)
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
