import ArgumentParser
import Lexicons
import Robustness
import RobustnessReports

/// `mondegreen check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check robustness properties of models on a corpus: a gate for scripts.",
    discussion: """
      Each property must hold in every case; a case is an utterance's N-best list and what a \
      perturbation made of it. Failures are shrunk to the smallest list that still fails, shown, and \
      with --fixtures written as regression fixtures. Ends with status 1 if a property fails in more \
      cases than --allow permits.

      EXAMPLE
        mondegreen check --model Work/my-model --fixtures Fixtures
        mondegreen check --model lora --property order-invariance --property batch-invariance
      """)

  @OptionGroup var models: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var properties: PropertyOptions
  @OptionGroup var homophones: HomophoneOptions

  @Option(help: ArgumentHelp("Lists that each property examines.", valueName: "count"))
  var cases = 100

  @Option(
    help: ArgumentHelp(
      "Share of a property's cases that may fail: 0 is none, 0.05 one in twenty.",
      valueName: "share"))
  var allow = 0.0

  @Option(help: ArgumentHelp("Failures to shrink for each property.", valueName: "count"))
  var counterexamples = 1

  @Option(
    help: ArgumentHelp("Write shrunk failures as fixtures into this folder.", valueName: "folder"))
  var fixtures: String?

  @Option(help: ArgumentHelp("Everything random follows from it.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if cases < 1 { throw ValidationError("--cases: expected at least 1, found \(cases)") }
    if !(0...1).contains(allow) {
      throw ValidationError("--allow: expected a share from 0 to 1, found \(allow)")
    }
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }

  func run() throws {
    let (index, frequencies) = try homophones.read()
    let properties = try properties.properties(homophones.candidates(index))
    let run = try RobustnessRun(
      configuration: RunConfiguration(
        seed: seed, scopes: [], strengths: [], candidateLimit: homophones.homophones,
        minimumFrequency: homophones.minimumFrequency, resamples: 1, propertyCases: cases,
        counterexamples: counterexamples),
      models: try models.secondPasses(), corpora: [try corpus.read()], lexicon: index,
      frequencies: frequencies.digest, properties: properties)
    let record = try JournaledRun(journal: nil, threads: threads.threads).record(run)
    let summary = CheckSummary(record)
    print(summary.text)
    for counterexample in record.counterexamples {
      print("\n" + CounterexampleText.text(counterexample))
      if let fixtures {
        print("kept as \(try FixtureFolder.save(counterexample, in: fixtures))")
      }
    }
    if !summary.idle.isEmpty {
      throw CommandFailure(
        .failedGate, "nothing to examine for \(summary.idle.joined(separator: ", "))")
    }
    if summary.worstShare > allow { throw CommandFailure(.failedGate) }
  }
}
