import Robustness
import RobustnessRuns

extension MarkdownReport {
  /// Means over training seeds, in the matrix's columns.
  func groups(_ corpus: CorpusRecord) -> [String] {
    let table = GroupTable(corpus, groups: record.provenance.configuration.groups ?? [])
    guard !table.rows.isEmpty else { return [] }
    let header = ["Group"] + table.conditions.map { Wording.condition($0) }
    return [table.explanation, ""]
      + MarkdownReport.table(
        [header]
          + table.rows.map { row in [row.name] + row.cells.map { $0.joined(separator: "<br>") } })
      + [""]
  }

  /// Planned comparisons of groups, as heard.
  func groupContrasts(_ corpus: CorpusRecord) -> [String] {
    let rows = GroupContrastText(corpus).rows
    guard !rows.isEmpty else { return [] }
    return [GroupContrastText.explanation, ""]
      + MarkdownReport.table(
        [GroupContrastText.columns]
          + rows.map { row in
            [row.comparison, row.condition] + row.cells.map { $0.joined(separator: "<br>") }
          })
      + [""]
  }

  /// How often each property failed, with the interval of the rate.
  func properties(_ corpus: CorpusRecord) -> [String] {
    let examined = corpus.models.filter { !$0.properties.isEmpty }
    guard let first = examined.first else { return [] }
    let names = first.properties.map(\.property)
    let rows = examined.map { model in
      [model.model]
        + names.map { name in
          guard let result = model.properties.first(where: { $0.property == name }) else {
            return "–"
          }
          return "\(FigureFormat.count(result.failures)) of \(FigureFormat.count(result.cases))"
            + (result.failureRate.map { ": \(MarkdownReport.share($0))" } ?? "")
        }
    }
    return ["Failures of properties, and their rates with intervals:", ""]
      + MarkdownReport.table([["Model"] + names.map(Wording.spelledOut)] + rows) + [""]
  }
}
