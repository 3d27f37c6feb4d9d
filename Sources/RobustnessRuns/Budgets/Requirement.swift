public import Perturbations

/// A budget: what a figure of each examined model must not exceed, or must reach.
///
/// Written as a line of text, and read from one by ``RequirementText``:
///
///     wer(messaging-test) <= 22%
///     skill(homophones, n-best, 2) >= 0.5
///     skill-kept(narrative-test, homophones, 1-best, 2) >= 0.7
///     nprr(homophones, 1-best, 2) <= 30%
///     lora: not worse than full by 0.2 points
///
/// Figures under a perturbation are as heard. Whether a requirement is met is a question to the whole
/// interval of the figure, not to the figure alone: ``RequirementVerdict``.
public struct Requirement: Hashable, Sendable, Codable {
  /// The measure that is bounded.
  public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
    case wer
    case skill
    case skillKept = "skill-kept"
    case nprr

    /// Whether the bound is the most that is allowed; otherwise it is the least.
    public var isLowerBetter: Bool {
      switch self {
      case .wer, .nprr: true
      case .skill, .skillKept: false
      }
    }

    /// Whether the measure exists only under a perturbation.
    var needsCondition: Bool {
      switch self {
      case .wer, .skill: false
      case .skillKept, .nprr: true
      }
    }
  }

  /// The only model that it is asked of; nil asks it of every model but the first pass.
  public let model: String?
  /// WER where the models are compared with another.
  public let measure: Measure
  public let corpus: String
  /// The condition; nil for the clean lists.
  public let condition: PerturbationCondition?
  /// The model that the others must not be worse than; nil for a bound on the figure itself.
  public let against: String?
  /// A share, 0.22 for 22 %. Beside ``against`` it is how much higher the WER may be, 0.002 for 0.2 points.
  public let bound: Double

  package init(
    model: String? = nil, _ measure: Measure, on corpus: String,
    under condition: PerturbationCondition? = nil, against: String? = nil, bound: Double
  ) {
    self.model = model
    self.measure = measure
    self.corpus = corpus
    self.condition = condition
    self.against = against
    self.bound = bound
  }
}

extension Requirement: CustomStringConvertible {
  /// The requirement as ``RequirementText`` reads it, with the corpus named.
  public var description: String { (model.map { "\($0): " } ?? "") + claim }

  /// The requirement without the model that it is asked of.
  public var claim: String {
    let place = ([corpus] + (condition.map(RequirementNames.words) ?? [])).joined(separator: ", ")
    if let against {
      let unit = bound == 0.01 ? "point" : "points"
      return
        "not worse than \(against) by \(RequirementNumber.text(bound * 100)) \(unit) (\(place))"
    }
    let isShare =
      switch measure {
      case .wer, .nprr: true
      case .skill, .skillKept: abs(bound) > 1
      }
    return "\(measure.rawValue)(\(place)) \(measure.isLowerBetter ? "<=" : ">=") "
      + (isShare ? RequirementNumber.percent(bound) : RequirementNumber.text(bound))
  }
}
