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
    "value", "low", "high", "unit",
  ]

  func text() -> String {
    var table = CSVTable(header: Self.header)
    for corpus in record.corpora {
      for oracle in corpus.oracle {
        guard let rate = oracle.errors.rate else { continue }
        let name = "oracle of \(oracle.limit)"
        table.append(Row(corpus: corpus.name, model: name, measure: "wer", value: rate).fields)
      }
      for model in corpus.models {
        for row in cleanRows(model, corpus: corpus) + perturbedRows(model, corpus: corpus)
          + propertyRows(model, corpus: corpus)
        {
          table.append(row.fields)
        }
      }
    }
    return table.rendered()
  }

  private func cleanRows(_ model: ModelResult, corpus: CorpusRecord) -> [Row] {
    let tally = model.clean.errors
    var rows = [
      Row(corpus: corpus.name, model: model.model, measure: "wer", estimate: model.clean.wer)
    ]
    for (measure, count) in [
      ("substitutions", tally.substitutions), ("deletions", tally.deletions),
      ("insertions", tally.insertions), ("reference words", tally.referenceWords),
      ("changed selections", model.clean.changedSelections),
    ] {
      rows.append(
        Row(
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
        Row(
          corpus: corpus.name, model: model.model, measure: "werr", against: against,
          estimate: comparison.reduction, unit: comparison.isRelative ? "share" : "difference"))
      rows.append(
        Row(
          corpus: corpus.name, model: model.model, measure: "matched-pairs p", against: against,
          value: comparison.matchedPairsP, unit: "probability"))
    }
    for (measure, found) in [
      ("homophone discrimination", model.discrimination),
      ("spelling variant discrimination", model.spellings),
    ] {
      guard let found else { continue }
      rows.append(
        Row(corpus: corpus.name, model: model.model, measure: measure, estimate: found.rate))
    }
    return rows
  }

  private func perturbedRows(_ model: ModelResult, corpus: CorpusRecord) -> [Row] {
    model.perturbed.flatMap { result in
      [
        Row(
          corpus: corpus.name, model: model.model, measure: "wer", perturbed: result,
          estimate: result.wer),
        Row(
          corpus: corpus.name, model: model.model, measure: "nprr", perturbed: result,
          estimate: result.nprr.estimate,
          unit: result.nprr.kind == .relative ? "share" : "difference"),
        Row(
          corpus: corpus.name, model: model.model, measure: "kept selections", perturbed: result,
          value: result.keptSelections),
      ]
    }
  }

  private func propertyRows(_ model: ModelResult, corpus: CorpusRecord) -> [Row] {
    model.properties.flatMap { result in
      [("cases", result.cases), ("failures", result.failures)].map { measure, count in
        Row(
          corpus: corpus.name, model: model.model, measure: "\(result.property) \(measure)",
          value: Double(count), unit: "count")
      }
    }
  }
}

/// One figure and what it is of.
private struct Row {
  let fields: [String]

  init(
    corpus: String, model: String, measure: String, against: String = "",
    perturbed: PerturbedResult? = nil, estimate: Estimate, unit: String = "share"
  ) {
    self.init(
      corpus: corpus, model: model, measure: measure, against: against, perturbed: perturbed,
      value: estimate.value, low: "\(estimate.lower)", high: "\(estimate.upper)", unit: unit)
  }

  init(
    corpus: String, model: String, measure: String, against: String = "",
    perturbed: PerturbedResult? = nil, value: Double, low: String = "", high: String = "",
    unit: String = "share"
  ) {
    let condition = perturbed?.condition
    fields = [
      corpus, model, measure, against, condition?.perturbation ?? "",
      condition?.scope.rawValue ?? "", condition?.strength.map(Row.strength) ?? "",
      perturbed?.counting.rawValue ?? "",
      unit == "count" ? "\(Int(value))" : "\(value)", low, high, unit,
    ]
  }

  private static func strength(_ strength: Strength) -> String {
    switch strength {
    case .words(let words): "\(words) words"
    case .share(let share): "\(share)"
    }
  }
}
