import ArgumentParser
import Artifacts
import Foundation
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// `mondegreen score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Print a model's cost for each hypothesis of a corpus.",
    discussion: """
      For each hypothesis: its rank in the first pass (from 1), its first-pass costs, the model's cost \
      (secondPass), the interpolated cost that selection goes by, and whether it is selected. All are \
      costs: lower is better. Texts are as models read them (--model-texts). JSON Lines have one utterance \
      per line, TSV one hypothesis per row.

      \(ModelOptions.discussion)

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen score lora --corpus my.jsonl > scores.jsonl
        mondegreen score "mine=process:./score.py" --corpus - \\
          --format tsv < my.jsonl
      """)

  @Argument(
    help: ArgumentHelp("The model (see MODELS above).", valueName: "model"),
    completion: Completions.models)
  var model: String

  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.running) var threads: ThreadOptions
  @OptionGroup(title: OptionTitle.running) var numbers: PrecisionOptions
  @OptionGroup(title: OptionTitle.running) var processes: ProcessOptions

  /// What is written, and what weights are tuned on.
  struct Main: ParsableArguments {
    @Option(help: ArgumentHelp("Format of the output.", valueName: "format"))
    var format = ScoreFormat.jsonl

    @Option(
      help: ArgumentHelp(
        "Development lists of the same recognizer, to tune or rescale weights on. (default: messaging-dev)",
        valueName: "name|file"),
      completion: Completions.corpora)
    var tuneOn: String?
  }

  func validate() throws {
    if form.json, main.format != .jsonl {
      throw ValidationError(
        "--json: expected no --format \(main.format.rawValue), since it writes JSON Lines")
    }
  }

  /// The number of lists that are scored together and then written.
  private static let batch = 64

  @OptionGroup var form: OutputOptions

  func run() throws {
    try OutputGuard(reading: corpus.inputs + scores.inputs).checkStandardOutput()
    let lists = try corpus.read(scores, referenced: false)
    let catalog = ModelCatalog(
      weights: WeightChoice(
        tuneOn: main.tuneOn, corpora: try scores.development,
        tested: TestedCorpora([lists], names: [corpus.corpus])), precision: numbers.precision,
      timeLimit: processes.limit)
    let format = main.format
    let secondPass = try catalog.secondPass(model)
    let corpus = PreparedCorpus(
      lists, listLimit: .max, previousUtterances: secondPass.model.previousUtterances)
    CutNotices.show([secondPass], in: [corpus])
    let prepared = corpus.utterances
    var scorer = BatchScorer(model: secondPass.model, threads: threads.threads)
    if let header = format.header { StandardOutput.write(header + "\n") }
    for start in stride(from: 0, to: prepared.count, by: Self.batch) {
      let some = Array(prepared[start..<min(start + Self.batch, prepared.count)])
      let costs = try scorer.costs(for: some.map(\.nBest))
      for (utterance, row) in zip(some, costs) {
        let scored = try ScoredUtterance(utterance, costs: row, under: secondPass.interpolation)
        let text = try format.text(of: scored)
        switch format {
        case .jsonl: StandardOutput.write(json: text)
        case .tsv: StandardOutput.write(cells: text)
        }
      }
    }
  }
}
