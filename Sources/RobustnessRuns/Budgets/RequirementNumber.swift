/// Formats numbers as requirements write them.
enum RequirementNumber {
  /// The number without digits that only come from its binary form: 22.25, not 22.249999999999996.
  static func text(_ number: Double) -> String {
    let rounded = abs(number) < 1e6 ? (number * 1e9).rounded() / 1e9 : number
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A share in per cent: 0.25 is "25%".
  static func percent(_ share: Double) -> String { text(share * 100) + "%" }
}
