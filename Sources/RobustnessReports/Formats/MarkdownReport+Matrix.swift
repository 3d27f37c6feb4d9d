import Perturbations
import Robustness
import RobustnessRuns

extension MarkdownReport {
  /// Models by conditions, with what the figures are.
  func matrix(_ corpus: CorpusRecord) -> [String] {
    let matrix = ConditionMatrix(corpus)
    let header = ["Model"] + matrix.conditions.map { Wording.condition($0) }
    let rows = matrix.rows.map { row in
      [MarkdownReport.escaped(row.name)]
        + row.cells.map { cell in
          guard let wer = cell.wer else { return "–" }
          return
            ([MarkdownReport.share(wer)]
            + [
              cell.skill.map { "skill \($0.long)" },
              cell.skillKept.map { "kept \(FigureFormat.number($0))" },
            ].compactMap(\.self)).joined(separator: "<br>")
        }
    }
    return MarkdownReport.table([header] + rows) + ["", matrix.explanation, ""]
  }

  /// Each examined model against the baseline or the first pass, in the matrix's columns.
  func contrasts(_ corpus: CorpusRecord) -> [String] {
    guard let contrasts = corpus.contrasts, let against = contrasts.first?.against else {
      return []
    }
    let conditions = corpus.matrixConditions
    var models: [String] = []
    for contrast in contrasts where !models.contains(contrast.model) {
      models.append(contrast.model)
    }
    let rows = models.map { model in
      [model]
        + conditions.map { condition in
          let cell = contrasts.filter {
            $0.model == model && $0.condition == condition && $0.counting != .asChosen
          }
          return cell.map(contrast).joined(separator: "<br>")
        }
    }
    return [
      "Differences from \(against), paired; p after Holm's correction over the models of one measure "
        + "and condition:", "",
    ]
      + MarkdownReport.table([["Model"] + conditions.map { Wording.condition($0) }] + rows) + [""]
  }

  private func contrast(_ contrast: Contrast) -> String {
    guard let difference = contrast.difference.estimate else {
      return "\(ContrastText.name(contrast.measure)) –"
    }
    return "\(ContrastText.figure(contrast.measure, difference)) "
      + ContrastText.interval(contrast.measure, difference)
      + (contrast.holmP.map { ", p \(FigureFormat.probability($0))" } ?? "")
      + (contrast.detectableText(at: 1 - record.provenance.configuration.confidence)
        .map { "; \($0) detectable" } ?? "")
  }
}
