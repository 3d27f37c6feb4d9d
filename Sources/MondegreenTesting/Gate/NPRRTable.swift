import Robustness
import RobustnessReports

/// NPRR of a run's models as text: a line a model, a column a strength.
enum NPRRTable {
  static func text(_ record: RunRecord) -> String {
    guard let corpus = record.corpora.first else { return "" }
    let settings = record.provenance.configuration
    var lines = [
      "  NPRR on \(corpus.utterances) lists of \(corpus.name), as heard "
        + "(errors that homophones add, relative to clean; lower is more robust)"
    ]
    for scope in settings.scopes {
      let head = ["\(Wording.scope(scope)) perturbed", "WER clean"]
      var rows = [head + settings.strengths.map(\.description)]
      for model in corpus.models {
        let figures = settings.strengths.map { strength -> String in
          let result = model.perturbed.first {
            $0.condition.scope == scope && $0.condition.strength == strength
              && $0.counting == .asHeard
          }
          guard let nprr = result?.nprr else { return "–" }
          return FigureFormat.change(nprr.estimate.value, isRelative: nprr.kind == .relative)
        }
        rows.append(
          [model.model, FigureFormat.percent(model.clean.wer.value)] + figures)
      }
      lines += aligned(rows)
    }
    return lines.joined(separator: "\n")
  }

  /// Columns that line up: the first flush left, the others flush right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      "    "
        + row.enumerated().map { column, cell in
          let padding = String(repeating: " ", count: widths[column] - cell.count)
          return column == 0 ? cell + padding : padding + cell
        }.joined(separator: "  ")
    }
  }
}
