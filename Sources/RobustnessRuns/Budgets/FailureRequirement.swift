package import Robustness

/// A budget for the share of a property's cases that fail.
///
///     failures(rank-stability) <= 5%
///     lora: failures(order-invariance) <= 0.01
public struct FailureRequirement: Hashable, Sendable, Codable {
  /// The only model that it is asked of; nil asks it of every model.
  public let model: String?
  /// The property's id.
  public let property: String
  /// A share, 0.05 for 5 %.
  public let bound: Double

  /// Parses a requirement.
  ///
  /// - Throws: ``RequirementError/malformed(requirement:expected:found:)``.
  public init(_ text: String) throws(RequirementError) {
    var reader = RequirementReader(text)
    model = try reader.model()
    (property, bound) = try reader.failures()
  }

  /// What an interval of the rate says of the bound; undecided without one.
  package func outcome(of rate: Estimate?) -> RequirementVerdict.Outcome {
    guard let rate, rate.hasInterval else { return .undecided }
    return rate.upper <= bound ? .met : rate.lower > bound ? .missed : .undecided
  }

  /// The same after every case: what the whole confidence sequence says.
  package func outcome(of rate: SequentialRate) -> RequirementVerdict.Outcome {
    guard rate.excludes(bound) else { return .undecided }
    return Double(rate.failures) <= bound * Double(rate.cases) ? .met : .missed
  }
}

extension FailureRequirement: CustomStringConvertible {
  /// "failures(rank-stability) <= 5%", with the model before it where there is one.
  public var description: String { (model.map { "\($0): " } ?? "") + claim }

  /// The requirement without the model that it is asked of.
  public var claim: String { "failures(\(property)) <= \(RequirementNumber.percent(bound))" }
}

extension RequirementReader {
  /// Parses a budget such as "failures(rank-stability) <= 5%".
  fileprivate mutating func failures() throws(RequirementError) -> (
    property: String, bound: Double
  ) {
    let head = rest.prefix { !"<>=≤≥".contains($0) }
    let relation = rest.dropFirst(head.count).prefix { "<>=≤≥".contains($0) }
    let (name, place) = try call(head)
    guard name == "failures", place.count == 1 else {
      throw malformed("failures and a property, such as failures(rank-stability)", head)
    }
    guard relation == "<=" || relation == "≤" else {
      throw malformed("<= and a share after \(Self.trimmed(head))", relation)
    }
    let written = Self.trimmed(rest.dropFirst(head.count + relation.count))
    guard let bound = Self.share(written), (0...1).contains(bound) else {
      throw malformed("a share from 0 to 1 or percent, such as 0.05 or 5%", written)
    }
    return (place[0], bound)
  }
}
