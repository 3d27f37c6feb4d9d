import Perturbations
import Robustness
import RobustnessRuns

/// A breakdown in words.
struct BreakdownText {
  let breakdown: BreakdownRecord

  init(_ breakdown: BreakdownRecord) {
    self.breakdown = breakdown
  }

  /// What the parts are told apart by: "length of the reference".
  var criterion: String {
    switch breakdown.by {
    case .wordPair: "word pair replaced"
    case .wordClass: "class of the words replaced"
    case .names: "names replaced"
    case .referenceLength: "length of the reference"
    case .field: breakdown.field ?? "field"
    }
  }

  /// What a reader must know to read the parts; nil where they explain themselves.
  var note: String? {
    if let reason = breakdown.reason { return Wording.sentence(reason) }
    guard breakdown.by == .wordPair else { return nil }
    let omitted = breakdown.omitted ?? 0
    return
      "A list counts for every word pair that was replaced in the best-ranked of its changed hypotheses. The "
      + "pairs that add the most errors over all rescorers come first, without intervals"
      + (omitted > 0 ? "; \(FigureFormat.count(omitted)) more pairs are not shown. " : ". ")
      + "Micro averages count each list once for every pair in it; macro averages give each pair the same "
      + "weight."
  }

  /// "+1.4 points [0.9, 2.0]"; the interval only where there is one.
  static func added(_ figures: BreakdownRecord.Figures) -> String {
    guard let value = figures.addedValue else { return "–" }
    let text = points(value)
    guard let estimate = figures.addedErrors?.estimate, estimate.hasInterval else { return text }
    return "\(text) \(FigureFormat.pointsInterval(estimate))"
  }

  /// A difference of WERs in points, with its sign.
  static func points(_ difference: Double) -> String {
    (difference > 0 ? "+" : "") + FigureFormat.points(difference)
  }
}

extension CorpusRecord {
  /// The breakdowns under one condition.
  func breakdowns(under condition: PerturbationCondition) -> [BreakdownRecord] {
    (breakdowns ?? []).filter { $0.condition == condition }
  }

  /// The conditions that the corpus is broken down under, in the record's order.
  var brokenDown: [PerturbationCondition] {
    var conditions: [PerturbationCondition] = []
    for one in breakdowns ?? [] where !conditions.contains(one.condition) {
      conditions.append(one.condition)
    }
    return conditions
  }
}
