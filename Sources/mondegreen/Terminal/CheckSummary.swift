import Robustness
import RobustnessReports

/// How each property fared with each model, as a table.
struct CheckSummary {
  private let rows: [(model: String, result: PropertyResult)]

  init(_ record: RunRecord) {
    rows = record.corpora.flatMap(\.models).flatMap { model in
      model.properties.map { (model.model, $0) }
    }
  }

  /// The properties that found nothing to examine: they can't have held.
  var idle: [String] {
    rows.filter { $0.result.cases == 0 }.map { "\($0.result.property) (\($0.model))" }
  }

  /// The largest share of failed cases of any property.
  var worstShare: Double {
    rows.map { Double($0.result.failures) / Double(max(1, $0.result.cases)) }.max() ?? 0
  }

  var text: String {
    var table = TextTable()
    table.append(["property", "model", "cases", "failures", "lowest margin"])
    for row in rows {
      table.append([
        row.result.property, row.model, "\(row.result.cases)", "\(row.result.failures)",
        row.result.worstMargin.map { FigureFormat.decimal($0, digits: 4) } ?? "–",
      ])
    }
    return table.text
  }
}
