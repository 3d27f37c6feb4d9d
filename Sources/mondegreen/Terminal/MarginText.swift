import Foundation
import RobustnessReports

/// Margins and costs for people: four decimals, and an exponent where that would be a row of digits.
enum MarginText {
  static func text(_ value: Double, digits: Int = 4) -> String {
    abs(value) < 1e6
      ? FigureFormat.decimal(value, digits: digits)
      : String(format: "%.6g", value).replacing("-", with: "−")
  }

  static func cost(_ value: Double?) -> String { value.map { text($0, digits: 2) } ?? "–" }
}
