/// Costs as the notes of failures print them: with two decimals, or with as many as it takes to tell them apart.
enum CostTexts {
  /// The costs as texts, in their order; equal ones have equal texts, and others never.
  static func of(_ costs: Double...) -> [String] {
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
