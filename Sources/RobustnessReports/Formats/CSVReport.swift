import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// Every figure of a record in tidy long form: one figure a line, at full precision.
struct CSVReport {
  let record: RunRecord

  private static let header = [
    "corpus", "model", "measure", "against", "perturbation", "scope", "strength", "counting",
    "value", "low", "high", "unit", "interval",
  ]

  func text() -> String {
    var table = CSVTable(header: Self.header)
    for corpus in record.corpora {
      for oracle in corpus.oracle {
        guard let rate = oracle.errors.rate else { continue }
        let name = "oracle of \(oracle.limit)"
        table.append(CSVRow(corpus: corpus.name, model: name, measure: "wer", value: rate).fields)
      }
      for model in corpus.models {
        for row in cleanRows(model, corpus: corpus) + perturbedRows(model, corpus: corpus)
          + propertyRows(model, corpus: corpus) + choiceRows(model, corpus: corpus)
        {
          table.append(row.fields)
        }
      }
      for row in baselineRows(corpus) + contrastRows(corpus) { table.append(row.fields) }
      for row in groupRows(corpus) + groupContrastRows(corpus) + resamplingRows(corpus)
        + breakdownRows(corpus)
      {
        table.append(row.fields)
      }
      for model in corpus.models {
        guard let cut = model.cutTexts else { continue }
        table.append(
          CSVRow(
            corpus: corpus.name, model: model.model, measure: "notice", text: cut.description
          ).fields)
      }
      for notice in corpus.notices ?? [] {
        table.append(CSVRow(corpus: corpus.name, measure: "notice", text: notice).fields)
      }
    }
    for model in record.models {
      for row in weightRows(model) { table.append(row.fields) }
    }
    for row in requirementRows() { table.append(row.fields) }
    return table.rendered()
  }

  private func cleanRows(_ model: ModelResult, corpus: CorpusRecord) -> [CSVRow] {
    let tally = model.clean.errors
    var rows = [
      CSVRow(corpus: corpus.name, model: model.model, measure: "wer", estimate: model.clean.wer)
    ]
    for (measure, count) in [
      ("substitutions", tally.substitutions), ("deletions", tally.deletions),
      ("insertions", tally.insertions), ("reference words", tally.referenceWords),
      ("changed selections", model.clean.changedSelections),
    ] {
      rows.append(
        CSVRow(
          corpus: corpus.name, model: model.model, measure: measure, value: Double(count),
          unit: "count"))
    }
    let others = [
      (model.clean.againstFirstPass, record.models.first { $0.role == .firstPass }),
      (model.clean.againstBaseline, record.models.first { $0.role == .baseline }),
    ]
    for (comparison, other) in others {
      guard let comparison else { continue }
      let against = other?.identity.name ?? ""
      rows.append(
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "werr", against: against,
          estimate: comparison.reduction, unit: comparison.isRelative ? "share" : "difference"))
      rows.append(
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "matched-pairs p", against: against,
          value: comparison.matchedPairsP, unit: "probability"))
    }
    for (measure, found) in [
      ("homophone discrimination", model.discrimination),
      ("spelling variant discrimination", model.spellings),
    ] {
      guard let found else { continue }
      rows.append(
        CSVRow(corpus: corpus.name, model: model.model, measure: measure, estimate: found.rate))
    }
    return rows
  }

  private func perturbedRows(_ model: ModelResult, corpus: CorpusRecord) -> [CSVRow] {
    model.perturbed.flatMap { result in
      [
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "wer", at: place(of: result),
          estimate: result.wer),
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "nprr", at: place(of: result),
          estimate: result.nprr.estimate,
          unit: result.nprr.kind == .relative ? "share" : "difference"),
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "kept selections",
          at: place(of: result),
          value: result.keptSelections),
      ]
    }
  }

  private func weightRows(_ model: ModelRecord) -> [CSVRow] {
    let (name, weights) = (model.identity.name, model.interpolation)
    var rows = [
      ("acoustic", weights.acoustic), ("language", weights.language), ("total", weights.total),
      ("second-pass", weights.secondPass),
    ].map { CSVRow(model: name, measure: "\($0) weight", value: $1, unit: "weight") }
    guard let source = model.weights else { return rows }
    if let lists = source.tunedOn {
      rows.append(
        CSVRow(model: name, measure: "weights tuned on", text: "\(lists.name) \(lists.digest)"))
    }
    if let corpus = source.rescaledTo {
      rows.append(CSVRow(model: name, measure: "weights rescaled to", text: corpus))
    }
    rows += source.notices.map { CSVRow(model: name, measure: "notice", text: $0) }
    return rows
  }

  private func propertyRows(_ model: ModelResult, corpus: CorpusRecord) -> [CSVRow] {
    model.properties.flatMap { result in
      [("cases", result.cases), ("failures", result.failures)].map { measure, count in
        CSVRow(
          corpus: corpus.name, model: model.model, measure: "\(result.property) \(measure)",
          value: Double(count), unit: "count")
      }
        + [result.failureRate].compactMap(\.self).map {
          CSVRow(
            corpus: corpus.name, model: model.model,
            measure: "\(result.property) failure rate", estimate: $0)
        }
    }
  }
}
