import ArgumentParser
import Lexicons
import PropertyTesting
import RobustnessReports
import RobustnessRuns

/// `mondegreen validity`.
struct ValidityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validity",
    abstract: "Check whether perturbed lists rank models as real homophone errors do.",
    discussion: """
      Takes a finished report on several models. In some of its lists the recognizer itself wrote a homophone of \
      a word ("sea" for "see"). Models are ranked by their errors on these lists, and by their errors under each \
      perturbation on all other lists. Prints Spearman's correlation of the two ranks, its interval by a \
      bootstrap over both kinds of lists, and the number of lists. The ranking on these other lists when \
      they are clean comes first, for comparison. With few models or few such lists the intervals are wide.

      EXAMPLE
        mondegreen validity Reports/bundled
      """)

  @Argument(
    help: ArgumentHelp("A report: its folder, or its report.json.", valueName: "report"),
    completion: .file())
  var report: String

  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    let path = ReportFolder.record(at: report)
    let record = try RunRecord(contentsOf: path)
    guard let selections = try ReportFolder.selections(beside: path, of: record) else {
      throw CommandFailure(
        .missingInput, "\(path): expected \(RunSelections.fileName) beside it, found none")
    }
    // The first pass is ranked by nobody: it makes the lists.
    let models = Array(selections.head.models.dropFirst())
    guard models.count > 2 else {
      throw CommandFailure(
        .badData,
        "\(path): expected at least three models besides the first pass to rank, found \(models.count)"
      )
    }
    let index = try lexicon.openIndex()
    let found = selections.corpora.map { corpus in
      ExternalValidity(
        corpus, models: models, resamples: selections.head.resamples,
        confidence: selections.head.confidence,
        seed: Seed(selections.head.seed).derived(corpus.corpus, "validity")
      ) { word, other in
        index.areHomophones(word, other)
      }
    }
    guard !form.json else { return found.forEach(Results.write) }
    for one in found { print(text(one) + "\n") }
  }

  private func text(_ found: ExternalValidity) -> String {
    var table = TextTable()
    table.append(["ranked by errors on the other lists", "rank correlation", "interval"])
    for row in found.rows {
      table.append([
        Wording.condition(row.condition),
        FigureFormat.decimal(row.correlation, digits: 2),
        row.lower.flatMap { lower in
          row.upper.map {
            "[\(FigureFormat.decimal(lower, digits: 2)), \(FigureFormat.decimal($0, digits: 2))]"
          }
        } ?? "none",
      ])
    }
    return
      "\(found.corpus): in \(found.real) of \(found.real + found.others) lists the recognizer wrote a homophone; "
      + "\(found.models) models.\n" + table.text
  }
}
