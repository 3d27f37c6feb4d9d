import ArgumentParser
import Artifacts
import Foundation
import RobustnessRuns
import Transcripts

/// `mondegreen reproduce`.
struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract:
      "Repeat a published experiment, or one of our own, on the bundled models and corpora.",
    discussion: """
      Trains every method of the experiment with several seeds, examines all models, and writes the report \
      with a page that says what came out, beside the published figures if there are any. Our setting is smaller: a \
      small model, synthetic voices, and lists of the bundled corpora.

        lorb       low-rank rescoring against other ways to adapt (arXiv 2309.15223)
        nprr       training strategies and their robustness to mishearings (arXiv 2401.10447)
        hardening  training on perturbed lists: what it brings, and what it costs on clean ones

      Each takes one to two hours of two idle cores.

      Trained models stay in --work. After an interruption, run the same command again to resume.

      EXAMPLE
        mondegreen reproduce nprr
      """)

  @Argument(help: ArgumentHelp("The experiment.", valueName: "experiment"))
  var experiment: ExperimentName

  @Option(
    help: ArgumentHelp(
      "Folder for checkpoints and models. (default: Work/<experiment>)", valueName: "folder"),
    completion: .directory)
  var work: String?

  @Option(
    help: ArgumentHelp(
      "Folder for the report; another run's report in it is replaced. (default: Reports/<experiment>)",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Number of training seeds of each method, at most; lorb's further ranks have one. (default: five for nprr, else three)",
      valueName: "count"))
  var seeds: Int?

  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      "Method to train and examine, repeatable. (default: all of the experiment)",
      valueName: "method"))
  var methods: [String] = []

  @Flag(help: "Only two steps per training and a dozen lists, to see that everything works.")
  var dryRun = false

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var form: OutputOptions

  func validate() throws {
    try CountBounds.check("--seeds", seeds, atMost: CountBounds.mostHeld)
    let known = experiment.experiment.methods.map(\.name)
    if let unknown = methods.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "--method: expected one of \(known.joined(separator: ", ")), found \(unknown)"
          + Suggestions.question(unknown, in: known))
    }
  }

  func run() throws {
    let experiment = experiment.experiment
    let run = ExperimentRun(
      experiment: experiment, work: work ?? "Work/\(experiment.name)",
      output: output ?? "Reports/\(experiment.name)", seeds: seeds ?? experiment.seeds,
      threads: threads.threads, isShortened: dryRun, chosen: methods)
    let trained = try run.train()
    try run.report(trained)
    let record = try RunRecord(contentsOf: run.output + "/report.json")
    let page = ExperimentPage(experiment, trained, record, isShortened: dryRun)
    try ArtifactFile.write(Data(page.text.utf8), to: run.output + "/README.md")
    Results.files([run.output + "/README.md"])
  }
}

/// The experiments by name.
enum ExperimentName: String, CaseIterable, ExpressibleByArgument {
  case lorb
  case nprr
  case hardening

  var experiment: Experiment {
    switch self {
    case .lorb: .lorb
    case .nprr: .nprr
    case .hardening: .hardening
    }
  }
}
