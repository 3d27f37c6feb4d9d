import Robustness
import RobustnessRuns

extension CSVReport {
  /// Lists, WER, clean WER and added errors of each part: "wer where referenceLength = 5–8 words".
  func breakdownRows(_ corpus: CorpusRecord) -> [CSVRow] {
    (corpus.breakdowns ?? []).flatMap { breakdown -> [CSVRow] in
      let criterion = breakdown.field ?? breakdown.by.rawValue
      func rows(_ part: String, _ figures: [BreakdownRecord.Figures]) -> [CSVRow] {
        figures.flatMap { self.rows($0, "where \(criterion) = \(part)", breakdown, corpus) }
      }
      let averages = breakdown.averages
      return breakdown.parts.flatMap { rows($0.name, $0.models) }
        + rows("micro average", averages?.micro ?? [])
        + (averages?.macro ?? []).flatMap { mean in
          [
            ("wer", mean.wer, "share"), ("clean wer", mean.cleanWER, "share"),
            ("added errors", mean.addedErrors, "difference"),
          ].map { measure, value, unit in
            CSVRow(
              corpus: corpus.name, model: mean.model,
              measure: "\(measure) where \(criterion) = macro average", at: place(of: breakdown),
              value: value, unit: unit)
          }
        }
    }
  }

  private func place(of breakdown: BreakdownRecord) -> CSVRow.Place {
    CSVRow.Place(condition: breakdown.condition, counting: .asHeard)
  }

  private func rows(
    _ figures: BreakdownRecord.Figures, _ part: String, _ breakdown: BreakdownRecord,
    _ corpus: CorpusRecord
  ) -> [CSVRow] {
    func row(_ measure: String, _ value: Double?, _ figure: Figure?, _ unit: String) -> CSVRow {
      if let estimate = figure?.estimate {
        return CSVRow(
          corpus: corpus.name, model: figures.model, measure: "\(measure) \(part)",
          at: place(of: breakdown), estimate: estimate, unit: unit)
      }
      return CSVRow(
        corpus: corpus.name, model: figures.model, measure: "\(measure) \(part)",
        at: place(of: breakdown), value: value, unit: unit)
    }
    return [
      row("lists", Double(figures.lists), nil, "count"),
      row("utterances", Double(figures.utterances), nil, "count"),
      row("wer", figures.werValue, figures.wer, "share"),
      row("clean wer", figures.cleanWER, nil, "share"),
      row("added errors", figures.addedValue, figures.addedErrors, "difference"),
    ]
  }
}
