public import ArgumentParser
import Foundation
import Rescoring
import Robustness
import RobustnessReports
public import RobustnessRuns

/// `mondegreen compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what got better and what got worse from one report to others.",
    discussion: """
      Each report is compared with the first: WER, skill and skill kept on clean lists and under every \
      perturbation (as heard), homophone discrimination and property failures, for every corpus and \
      model that both have. A difference is paired, utterance by utterance, if both reports come with their \
      selections.jsonl.gz and have the same utterances and, under a perturbation, the same draws; otherwise it \
      is unpaired, computed from both intervals. All p-values are corrected by Holm's method as one family.

      With --require it is a gate, like report.

      EXAMPLE
        mondegreen compare Reports/before Reports/after
        mondegreen compare Reports/main Reports/branch \\
          --require "wer(messaging-test) not worse by 0.2 points"
        mondegreen compare Reports/v1 Reports/v2 --model lora-v1=lora-v2 \\
          --output Reports/v2-v1
      """)

  @Argument(
    help: ArgumentHelp(
      "Two or more reports: folders, or their report.json.", valueName: "report"))
  var reports: [String]

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model that has another name in the later reports, repeatable.", valueName: "name=other"))
  var models: [ModelPair] = []

  @Option(
    name: .customLong("measure"),
    help: ArgumentHelp(
      "Compare only this measure, repeatable. Fewer comparisons need less correction.",
      valueName: "measure"))
  var measures: [ComparedMeasure] = []

  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp("Compare only this corpus, repeatable.", valueName: "name"))
  var corpora: [String] = []

  @Option(
    name: .customLong("require"),
    help: ArgumentHelp(
      "Requirement for each model, repeatable: \"wer(messaging-test) not worse by 0.2 points\", \"lora: "
        + "skill(homophones, n-best, 2) not worse by 0.05\", \"failures(rank-stability) not worse by 5 "
        + "points\"; also skill-kept and discrimination. Exits with status 1 if one is missed, otherwise "
        + "with 2 if one is undecided.", valueName: "requirement"))
  var requirements: [String] = []

  @Option(
    help: ArgumentHelp(
      "Also write compare.md, compare.csv and compare.json into this folder.",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Leave out words that the reports' commands name.")
  var redact = false

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if reports.count < 2 { throw ValidationError("expected at least two reports, found one") }
  }

  func run() throws {
    var outputs = OutputGuard(reading: reports)
    try outputs.check("--output", output, files: ComparisonReport.fileNames)
    let runs = try ReportFolder.runs(at: reports)
    try check(runs)
    let requirements = try requirements.map {
      try RegressionRequirement($0, of: runs[1].record)
    }
    var comparison = RunComparison(
      runs, models: models, measures: measures.isEmpty ? ComparedMeasure.allCases : measures,
      corpora: corpora.isEmpty ? nil : corpora
    ).judged(by: requirements)
    if redact {
      var redaction = Redaction()
      comparison = redaction.redacted(comparison)
    }
    let report = ComparisonReport(comparison)
    if form.json { Results.write(comparison) } else { print(ComparisonSummary(report).text) }
    if let output { Results.files(try report.write(to: output)) }
    try conclude(comparison, requirements)
  }

  private func check(_ runs: [ComparedRun]) throws {
    let known = runs[0].record.corpora.map(\.name)
    for corpus in corpora where !known.contains(corpus) {
      throw CommandFailure(
        .badUsage,
        "--corpus: expected one of \(known.joined(separator: ", ")), found \"\(corpus)\"")
    }
    for pair in models {
      for (name, run) in [(pair.first, runs[0])] + runs.dropFirst().map({ (pair.later, $0) })
      where !run.record.models.contains(where: { $0.identity.name == name }) {
        let known = run.record.models.map(\.identity.name).joined(separator: ", ")
        throw CommandFailure(
          .badUsage, "--model: expected a model of \(run.name), one of \(known), found \"\(name)\"")
      }
    }
  }

  private func conclude(
    _ comparison: RunComparison, _ requirements: [RegressionRequirement]
  ) throws {
    let verdicts = comparison.requirements ?? []
    for requirement in requirements
    where !verdicts.contains(where: { $0.requirement == requirement }) {
      throw CommandFailure(
        .undecided, "requirement \"\(requirement)\": not both reports have this figure")
    }
    let tally = RequirementVerdict.Outcome.allCases.compactMap { outcome in
      let count = verdicts.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(outcome.rawValue)"
    }.joined(separator: ", ")
    switch RequirementVerdict.Outcome(all: verdicts.map(\.outcome)) {
    case .met: return
    case .missed: throw CommandFailure(.failedGate, "requirements: \(tally)")
    case .undecided: throw CommandFailure(.undecided, "requirements: \(tally)")
    }
  }
}

extension ComparedMeasure: ExpressibleByArgument {}

extension ModelPair: ExpressibleByArgument {
  /// Reads "lora-v1=lora-v2".
  public init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts.contains("") else { return nil }
    self.init(first: parts[0], later: parts[1])
  }
}
