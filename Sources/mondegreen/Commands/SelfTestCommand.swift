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
      Spoils a healthy model in many ways, one at a time, and holds every property against each. \
      Prints, property by property, which defects it catches, after how many cases, and how large \
      the smallest list is that shows it. Ends with status 1 if a defect is caught by no property, or \
      a property flags the healthy model.

      EXAMPLE
        mondegreen selftest
        mondegreen selftest --corpus narrative-test --seed 7
      """)

  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions

  @Option(help: ArgumentHelp("Cases that each property gets for each model.", valueName: "count"))
  var cases = 200

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if cases < 1 { throw ValidationError("--cases: expected at least 1, found \(cases)") }
  }

  func run() throws {
    let (index, frequencies) = try homophones.read(lexicon)
    let strict = HomophoneIndex(
      index.lexicon, frequencies: frequencies, stress: .kept, variants: .first)
    let candidates = homophones.candidates(index)
    // The healthy model compares with every reference: forty are plenty.
    let corpus = try corpus.read(limit: 40)
    let progress = ProgressLine()
    defer { progress.finish() }
    let record = try SelfTest(
      corpus: corpus, properties: RobustnessProperties.all(candidates: candidates),
      candidates: candidates, strictCandidates: homophones.candidates(strict), seed: seed,
      cases: cases
    ).record { done, total, model in
      progress.update("proving", done: done, of: total, detail: model)
    }
    progress.finish()
    let summary = SelfTestSummary(record)
    print(summary.text)
    if !record.holds { throw CommandFailure(.failedGate) }
  }
}
