/// Numbers as German writes them, the commonest way first.
enum GermanWriting {
  private static let digits = DigitText(",", ".")

  static func texts(of reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): texts(of: amount)
    case .year(let year): [String(year)]
    case .decade(let decade): ["\(decade)er"]
    case .ordinal(let number): ["\(number)."]
    case .digits(let digits): [digits]
    case .time(let hour, let minute, _):
      minute == 0
        ? ["\(hour) uhr", "\(hour):00 uhr", "\(hour):00"]
        : ["\(hour):\(DigitText.two(minute)) uhr", "\(hour):\(DigitText.two(minute))"]
    case .percent(let amount): digits.texts(of: amount).flatMap { ["\($0) prozent", "\($0)%"] }
    case .money(let amount, let currency): money(amount, currency)
    case .fraction(let whole, let numerator, let denominator):
      [(whole.map { "\($0) " } ?? "") + "\(numerator)/\(denominator)"]
    case .date(let day, let month, let year, _):
      ["\(day). \(month)\(year.map { " \($0)" } ?? "")"]
    case .power(let base, let exponent): ["\(base)\(exponent == 2 ? "²" : "³")"]
    case .idiom(let written, _): [written]
    }
  }

  private static func texts(of amount: NumberReading.Amount) -> [String] {
    let plain = digits.texts(of: amount)
    guard let whole = amount.plain, whole >= 1_000_000 else { return plain }
    if whole.isMultiple(of: 1_000_000_000) {
      let count = whole / 1_000_000_000
      return ["\(count) \(count == 1 ? "milliarde" : "milliarden")"] + plain
    }
    guard whole.isMultiple(of: 1_000_000) else { return plain }
    let count = whole / 1_000_000
    return ["\(count) \(count == 1 ? "million" : "millionen")"] + plain
  }

  private static func money(
    _ amount: NumberReading.Amount, _ currency: NumberReading.Currency
  ) -> [String] {
    let name = GermanVocabulary.currencies.first { $0.currency == currency }!.name
    if amount.whole == 0, amount.decimals.count == 2, currency == .euro,
      let cents = Int(amount.decimals)
    {
      return ["\(cents) cent", "0,\(amount.decimals) euro", "0,\(amount.decimals)€"]
    }
    return texts(of: amount).flatMap {
      ["\($0) \(name)", currency == .euro ? "\($0)€" : "\(currency.rawValue)\($0)"]
    }
  }
}

extension DigitText {
  /// A number with at least two digits, such as "05" for 5.
  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
