import Perturbations
import Robustness
public import RobustnessRuns

/// NPRR of a run's models as text, for a terminal or a test log: a block for each perturbation and scope, a
/// line for each model, a column for each strength.
///
/// NPRR (N-best perturbation-based rescoring robustness, arXiv 2401.10447) is the relative degradation of
/// the word error rate. Models of different clean WER don't compare by it: a perfect one has a high NPRR.
public struct NPRRTable: Sendable, CustomStringConvertible {
  private let lines: [String]

  /// - Parameter record: its first corpus is shown, counted as heard.
  public init(_ record: RunRecord) {
    guard let corpus = record.mainCorpus else {
      lines = []
      return
    }
    var lines: [String] = []
    for perturbation in record.perturbations {
      lines.append(
        "  NPRR on \(corpus.utterances) lists of \(corpus.name), as heard (errors that "
          + "\(Wording.spelledOut(perturbation)) add, relative to clean), and WER"
      )
      let (scopes, strengths) = corpus.conditions(of: perturbation)
      for scope in scopes {
        let head = Wording.heading(scope, strengths, nil)
        var rows = [[head, "WER clean"] + strengths.map { $0?.description ?? "whole list" }]
        for model in corpus.models {
          rows.append(
            [model.model, FigureFormat.percent(model.clean.wer.value)]
              + strengths.map { Self.figure(model.result(perturbation, scope, $0, .asHeard)) })
        }
        lines += Self.aligned(rows)
      }
    }
    self.lines = lines
  }

  /// Lines without a line feed behind the last.
  public var description: String { lines.joined(separator: "\n") }

  private static func figure(_ result: PerturbedResult?) -> String {
    guard let result else { return "–" }
    let nprr = result.nprr
    return FigureFormat.change(nprr.estimate.value, isRelative: nprr.kind == .relative)
      + ", \(FigureFormat.percent(result.wer.value))"
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
