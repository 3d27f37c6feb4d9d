/// Amounts of money as English says them: "five dollars and fifty cents".
struct EnglishMoney {
  let cardinals: EnglishCardinals

  init(_ cardinals: EnglishCardinals) { self.cardinals = cardinals }

  /// The words for a currency, and for its hundredth part.
  struct Unit {
    let currency: NumberReading.Currency
    let one: String
    let many: String
    let parts: [String]
  }

  static let units = [
    Unit(currency: .dollar, one: "dollar", many: "dollars", parts: ["cents", "cent"]),
    Unit(currency: .pound, one: "pound", many: "pounds", parts: ["pence", "penny", "p"]),
    Unit(currency: .euro, one: "euro", many: "euros", parts: ["cents", "cent"]),
    Unit(currency: .yen, one: "yen", many: "yen", parts: []),
    Unit(currency: .rupee, one: "rupee", many: "rupees", parts: ["paise"]),
  ]

  static let words = Set(units.flatMap { [$0.one, $0.many] + $0.parts })

  static func unit(of currency: NumberReading.Currency) -> Unit {
    units.first { $0.currency == currency }!
  }

  func meanings(_ words: [String]) -> [NumberReading] {
    // Cents alone are a part of a dollar.
    if ["cents", "cent"].contains(words.last),
      let cents = cardinals.whole(Array(words.dropLast())), (1...99).contains(cents)
    {
      return [.money(.init(0, decimals: Self.two(cents)), .dollar)]
    }
    if words.last == "pence", let pence = cardinals.whole(Array(words.dropLast())),
      (1...99).contains(pence)
    {
      return [.money(.init(0, decimals: Self.two(pence)), .pound)]
    }
    for unit in Self.units {
      guard let place = words.lastIndex(where: { $0 == unit.one || $0 == unit.many }) else {
        continue
      }
      let (head, tail) = (Array(words[..<place]), Array(words[(place + 1)...]))
      guard !head.isEmpty, head != ["a"],
        var amount = cardinals.amount(head) ?? cardinals.withHalf(head)
      else { continue }
      if tail.isEmpty { return [.money(amount, unit.currency)] }
      guard amount.plain != nil, let parts = parts(tail, unit) else { continue }
      amount.decimals = Self.two(parts)
      return [.money(amount, unit.currency)]
    }
    return []
  }

  /// "and fifty cents", "fifty cents", "fifty".
  private func parts(_ words: [String], _ unit: Unit) -> Int? {
    var rest = words[...]
    let hasAnd = rest.first == "and"
    if hasAnd { rest = rest.dropFirst() }
    let isNamed = rest.last.map(unit.parts.contains) ?? false
    if isNamed { rest = rest.dropLast() }
    guard !hasAnd || isNamed, let value = cardinals.whole(Array(rest)), (1...99).contains(value),
      isNamed || value >= 10
    else { return nil }
    return value
  }

  private static func two(_ parts: Int) -> String { parts < 10 ? "0\(parts)" : "\(parts)" }
}
