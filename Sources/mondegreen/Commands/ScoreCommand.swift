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
    abstract: "Print what a model makes of each hypothesis of a corpus.",
    discussion: """
      For each hypothesis: its rank in the first pass (from 1), its first-pass costs, the model's cost \
      (secondPass), the interpolated cost that selection goes by, and whether it is selected. All are \
      costs: lower is better. Texts are normalised, as models see them in a report. JSON Lines have one utterance a line, TSV one hypothesis a row.

      EXAMPLE
        mondegreen score lora --corpus my.jsonl > scores.jsonl
        mondegreen score "mine=process:./score.py" --corpus - --format tsv < my.jsonl
      """)

  @Argument(help: ArgumentHelp("The model, as for --model of report.", valueName: "model"))
  var model: String

  @OptionGroup var corpus: CorpusOptions

  @Option(help: ArgumentHelp("jsonl or tsv.", valueName: "format"))
  var format = ScoreFormat.jsonl

  @Option(
    help: ArgumentHelp(
      "Corpus of the same recognizer, to tune or fit weights on. (default: messaging-dev)",
      valueName: "name|file"))
  var tuneOn: String?

  @OptionGroup var numbers: PrecisionOptions
  @OptionGroup var processes: ProcessOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if form.json, format != .jsonl {
      throw ValidationError("--json: expected no --format \(format.rawValue), found it")
    }
  }

  /// So many lists are asked for together and then written.
  private static let batch = 64

  @OptionGroup var form: OutputOptions

  func run() throws {
    let lists = try corpus.read(referenced: false)
    let catalog = ModelCatalog(
      weights: WeightChoice(
        tuneOn: tuneOn, corpora: try corpus.scores.development,
        tested: TestedCorpora([lists], names: [corpus.corpus])), precision: numbers.precision,
      timeLimit: processes.limit)
    let secondPass = try catalog.secondPass(model)
    let corpus = PreparedCorpus(lists, listLimit: .max)
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
