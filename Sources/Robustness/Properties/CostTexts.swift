/// Costs as the notes of failures print them: with two decimals, or with as many as it takes to tell them apart.
enum CostTexts {
  /// The cost as a text.
  static func one(_ cost: Double) -> String { texts([cost])[0] }

  /// The sentence with both costs as texts: equal ones have equal texts, and others never.
  static func two(
    _ first: Double, _ second: Double, _ sentence: (String, String) -> String
  ) -> String {
    let texts = texts([first, second])
    return sentence(texts[0], texts[1])
  }

  private static func texts(_ costs: [Double]) -> [String] {
    (2..<17).lazy.map { decimals in costs.map { text($0, decimals: decimals) } }.first { texts in
      costs.indices.allSatisfy { index in
        costs[..<index].indices.allSatisfy {
          texts[$0] != texts[index] || costs[$0] == costs[index]
        } && (Double(texts[index]) != 0 || costs[index] == 0)
      }
    } ?? costs.map(\.description)
  }

  private static func text(_ cost: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (cost * scale).rounded()
    // Beyond it there are no decimals to round, and infinities and what is not a number have none.
    guard abs(scaled) < 0x1p53 else { return "\(cost)" }
    return "\(scaled / scale)"
  }
}
