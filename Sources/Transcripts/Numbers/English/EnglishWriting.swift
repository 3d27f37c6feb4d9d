/// Numbers as English writes them, the commonest way first.
enum EnglishWriting {
  private static let digits = DigitText(".", ",")

  static func texts(of reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): texts(of: amount)
    case .year(let year): [String(year)]
    case .decade(let decade): ["\(decade)s"]
    case .ordinal(let number): [ordinal(number)]
    case .digits(let digits): telephone(digits)
    case .time(let hour, let minute, let half): time(hour, minute, half)
    case .percent(let amount):
      digits.texts(of: amount).flatMap { ["\($0) percent", "\($0)%"] }
    case .money(let amount, let currency): money(amount, currency)
    case .fraction(let whole, let numerator, let denominator):
      fraction(whole, numerator, denominator)
    case .date(let day, let month, let year, let isDayFirst):
      date(day, month, year.map { " \($0)" } ?? "", isDayFirst)
    case .power(let base, let exponent): ["\(base)\(exponent == 2 ? "²" : "³")"]
    case .idiom(let written, _): [written]
    }
  }

  /// The ways to write an amount, such as "5 million" beside "5,000,000".
  private static func texts(of amount: NumberReading.Amount) -> [String] {
    let plain = digits.texts(of: amount)
    guard let whole = amount.plain else { return plain }
    for (name, scale) in EnglishCardinals.scales.sorted(by: { $0.value > $1.value })
    where whole >= scale && whole.isMultiple(of: scale) {
      return ["\(whole / scale) \(name)"] + plain
    }
    return plain
  }

  static func ordinal(_ number: Int) -> String {
    let ending =
      switch (number % 100, number % 10) {
      case (11...13, _): "th"
      case (_, 1): "st"
      case (_, 2): "nd"
      case (_, 3): "rd"
      default: "th"
      }
    return (digits.grouped(number) ?? String(number)) + ending
  }

  /// The groups of North America's numbers.
  private static func telephone(_ digits: String) -> [String] {
    let groups: [Int] =
      switch digits.count {
      case 7: [3, 4]
      case 10: [3, 3, 4]
      case 11 where digits.hasPrefix("1"): [1, 3, 3, 4]
      default: []
      }
    guard !groups.isEmpty else { return [digits] }
    var rest = Substring(digits)
    let parts = groups.map { count in
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
    return [digits, parts.joined(separator: "-")]
  }

  private static func time(_ hour: Int, _ minute: Int, _ half: String?) -> [String] {
    let full = "\(hour):\(minute < 10 ? "0" : "")\(minute)"
    switch (minute, half) {
    case (0, let half?): return ["\(hour) \(half)", "\(full) \(half)", "\(hour)\(half)"]
    case (0, nil): return hour <= 12 ? ["\(hour) o'clock", full] : [full]
    case (_, let half?): return ["\(full) \(half)", "\(full)\(half)"]
    case (_, nil): return [full]
    }
  }

  private static func money(
    _ amount: NumberReading.Amount, _ currency: NumberReading.Currency
  ) -> [String] {
    let unit = EnglishMoney.unit(of: currency)
    var amount = amount
    if amount.decimals.count == 1, amount.scale == nil { amount.decimals += "0" }
    let isPart = amount.whole == 0 && amount.decimals.count == 2 && !unit.parts.isEmpty
    let sign = amount.isNegative ? "-" : ""
    amount.isNegative = false
    let numbers = EnglishWriting.texts(of: amount)
    let signed = numbers.map { "\(sign)\(currency.rawValue)\($0)" }
    if isPart, let parts = Int(amount.decimals) {
      let name = parts == 1 ? unit.parts[1] : unit.parts[0]
      return ["\(parts) \(name)"] + signed
    }
    let name = amount.plain == 1 ? unit.one : unit.many
    let named =
      amount.decimals.isEmpty || amount.scale != nil ? numbers.map { "\($0) \(name)" } : []
    return signed + named
  }

  private static func fraction(_ whole: Int?, _ numerator: Int, _ denominator: Int) -> [String] {
    let sign = WrittenNumber.vulgar.first {
      $0.value.numerator == numerator && $0.value.denominator == denominator
    }?.key
    let plain = "\(numerator)/\(denominator)"
    guard let whole else { return [plain] + (sign.map { [$0] } ?? []) }
    return ["\(whole) \(plain)"] + (sign.map { ["\(whole)\($0)"] } ?? [])
      + (denominator == 2 ? ["\(whole).5"] : [])
  }

  private static func date(
    _ day: Int, _ month: String, _ year: String, _ isDayFirst: Bool
  ) -> [String] {
    isDayFirst
      ? ["\(ordinal(day)) of \(month)\(year)", "\(day) \(month)\(year)", "\(month) \(day)\(year)"]
      : ["\(month) \(day)\(year)", "\(month) \(ordinal(day))\(year)"]
  }
}
