import Perturbations
import Robustness

/// One figure and what it is of.
struct CSVRow {
  /// The condition and the counting.
  struct Place {
    let condition: PerturbationCondition
    let counting: Counting
  }

  let fields: [String]

  /// A figure, or the reason why there is none in the column of the unit.
  init(
    corpus: String, model: String, measure: String, against: String = "", at place: Place? = nil,
    figure: Figure, unit: String = "share"
  ) {
    switch figure {
    case .estimate(let estimate):
      self.init(
        corpus: corpus, model: model, measure: measure, against: against, at: place,
        estimate: estimate, unit: unit)
    case .undefined(let reason):
      self.init(
        corpus: corpus, model: model, measure: measure, against: against, at: place, value: nil,
        unit: "undefined: \(reason.description)")
    }
  }

  private init(fields: [String]) {
    self.fields = fields
  }

  /// A fact that is no number; it stands in the column of the value.
  init(corpus: String = "", model: String = "", measure: String, text: String) {
    var fields = CSVRow(
      corpus: corpus, model: model, measure: measure, value: 0, unit: "text"
    ).fields
    fields[8] = text
    self.init(fields: fields)
  }

  init(
    corpus: String, model: String, measure: String, against: String = "",
    at place: Place? = nil, estimate: Estimate, unit: String = "share"
  ) {
    self.init(
      corpus: corpus, model: model, measure: measure, against: against, at: place,
      value: estimate.value, low: estimate.hasInterval ? "\(estimate.lower)" : "",
      high: estimate.hasInterval ? "\(estimate.upper)" : "", unit: unit,
      interval: estimate.method?.rawValue ?? estimate.noInterval.map { "none: \($0.description)" }
        ?? "")
  }

  init(
    corpus: String = "", model: String, measure: String, against: String = "",
    at place: Place? = nil, value: Double?, low: String = "", high: String = "",
    unit: String = "share", interval: String = ""
  ) {
    let condition = place?.condition
    fields = [
      corpus, model, measure, against, condition?.perturbation ?? "",
      condition?.scope.rawValue ?? "", condition?.strength.map(CSVRow.strength) ?? "",
      place?.counting.rawValue ?? "",
      value.map { unit == "count" ? "\(Int($0))" : "\($0)" } ?? "", low, high, unit, interval,
    ]
  }

  private static func strength(_ strength: Strength) -> String {
    switch strength {
    case .words(let words): "\(words) words"
    case .share(let share): "\(share)"
    }
  }
}
