import Foundation
package import Robustness

/// How figures are written for people: the same on every machine, in every locale.
package enum FigureFormat {
  /// `value` with `digits` decimals and a true minus sign; never "−0.0".
  package static func decimal(_ value: Double, digits: Int) -> String {
    let text = String(format: "%.\(digits)f", value)
    guard text.hasPrefix("-") else { return text }
    let magnitude = text.dropFirst()
    let isZero = magnitude.allSatisfy { $0 == "0" || $0 == "." }
    return isZero ? String(magnitude) : "−" + magnitude
  }

  /// A share in per cent: 0.1234 is "12.3%".
  package static func percent(_ share: Double, digits: Int = 1) -> String {
    decimal(share * 100, digits: digits) + "%"
  }

  /// A change in per cent, with its sign: 0.1234 is "+12.3%".
  package static func signedPercent(_ share: Double, digits: Int = 1) -> String {
    let text = percent(share, digits: digits)
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." || $0 == "%" }
    return text.hasPrefix("−") || isZero ? text : "+" + text
  }

  /// A count in groups of three: 12345 is "12,345".
  package static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(Substring(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(Substring(digits), at: 0)
    return (value < 0 ? "−" : "") + groups.joined(separator: ",")
  }

  /// A count of things: "1 utterance", "12,345 utterances".
  package static func count(_ value: Int, of thing: String) -> String {
    value == 1 ? "1 \(thing)" : "\(count(value)) \(thing)s"
  }

  /// A probability: three decimals, and "< 0.001" below that.
  package static func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : decimal(value, digits: 3)
  }

  /// The interval of a share: "11.0% to 13.7%"; "no interval" where it has no width.
  package static func interval(_ estimate: Estimate) -> String {
    guard estimate.hasInterval else { return noInterval }
    return "\(percent(estimate.lower)) to \(percent(estimate.upper))"
  }

  /// The interval of a change: "+1.0% to +3.7%"; "no interval" where it has no width.
  package static func signedInterval(_ estimate: Estimate, digits: Int = 1) -> String {
    guard estimate.hasInterval else { return noInterval }
    return signedPercent(estimate.lower, digits: digits) + " to "
      + signedPercent(estimate.upper, digits: digits)
  }

  /// What stands in place of an interval without width: all resamples give the same figure.
  package static let noInterval = "no interval"

  /// A change that may be a share of something or, where that something is 0, a plain difference in
  /// percentage points.
  package static func change(_ value: Double, isRelative: Bool) -> String {
    isRelative ? signedPercent(value) : String(signedPercent(value, digits: 2).dropLast()) + " pts*"
  }

  /// The interval of such a change, in the same unit.
  package static func changeInterval(_ estimate: Estimate, isRelative: Bool) -> String {
    guard !isRelative, estimate.hasInterval else { return signedInterval(estimate) }
    func points(_ value: Double) -> String { String(signedPercent(value, digits: 2).dropLast()) }
    return "\(points(estimate.lower)) to \(points(estimate.upper)) pts"
  }

  /// A cost in nats.
  package static func cost(_ value: Double?) -> String {
    value.map { decimal($0, digits: 2) } ?? "–"
  }
}

extension FigureFormat {
  /// A difference of two shares in percentage points, without unit: 0.0312 is "3.1"; what would round
  /// to 0.0 has a second decimal.
  package static func points(_ share: Double) -> String {
    decimal(share * 100, digits: abs(share) < 0.000_5 ? 2 : 1)
  }

  /// The interval of a difference in points: "[−0.6, 0.7]".
  package static func pointsInterval(_ estimate: Estimate) -> String {
    bracketed(estimate) { decimal($0 * 100, digits: 1) }
  }

  /// A plain number such as a skill, with its interval: "0.55 [0.50, 0.60]"; "–" where there is none.
  package static func number(_ figure: Figure?) -> String {
    guard let estimate = figure?.estimate else { return "–" }
    return decimal(estimate.value, digits: 2) + " " + numberInterval(estimate)
  }

  /// The interval of a plain number: "[0.50, 0.60]".
  package static func numberInterval(_ estimate: Estimate) -> String {
    bracketed(estimate) { decimal($0, digits: 2) }
  }

  private static func bracketed(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    estimate.hasInterval
      ? "[\(text(estimate.lower)), \(text(estimate.upper))]" : "[\(noInterval)]"
  }
}
