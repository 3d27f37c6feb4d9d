/// Numbers as English says them, the commonest way first.
struct EnglishSpeech: Sendable {
  let cardinals: EnglishCardinals
  private let names: [String]

  init(_ cardinals: EnglishCardinals) {
    self.cardinals = cardinals
    names = (0...99).map { cardinals.rules.cardinals($0)[0] }
  }

  private var rules: NumberRules { cardinals.rules }

  func texts(of reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): texts(of: amount)
    case .year(let year): [rules.year(year)].compactMap(\.self)
    case .decade(let decade): self.decade(decade)
    case .ordinal(let number): rules.ordinals(number)
    case .digits(let digits): self.digits(digits)
    case .time(let hour, let minute, let half): time(hour, minute, half)
    case .percent(let amount): texts(of: amount).map { "\($0) percent" }
    case .money(let amount, let currency): money(amount, currency)
    case .fraction(let whole, let numerator, let denominator):
      fraction(whole, numerator, denominator)
    case .date(let day, let month, let year, let isDayFirst): date(day, month, year, isDayFirst)
    case .power(let base, let exponent):
      rules.cardinals(base).map { "\($0) \(exponent == 2 ? "squared" : "cubed")" }
    case .idiom(_, let spoken): [spoken]
    }
  }

  /// "one hundred five" and "one hundred and five", "three point five", "minus two".
  private func texts(of amount: NumberReading.Amount) -> [String] {
    var texts = rules.cardinals(amount.whole)
    if amount.plain != nil, (1100...9900).contains(amount.whole), amount.whole.isMultiple(of: 100),
      !amount.whole.isMultiple(of: 1000)
    {
      texts.append("\(names[amount.whole / 100]) hundred")
    }
    if !amount.decimals.isEmpty {
      let said = amount.decimals.map { names[$0.wholeNumberValue!] }.joined(separator: " ")
      let long = amount.decimals.count > 1 && amount.whole == 0
      texts = texts.map { "\($0) point \(said)" } + (long ? ["point \(said)"] : [])
      if amount.decimals == "5", amount.whole > 0 {
        texts.append("\(rules.cardinals(amount.whole)[0]) and a half")
      }
    }
    if let scale = amount.scale { texts = texts.map { "\($0) \(scale)" } }
    return amount.isNegative ? texts.map { "minus \($0)" } + texts.map { "negative \($0)" } : texts
  }

  private func decade(_ decade: Int) -> [String] {
    func plural(_ name: String) -> String {
      name.hasSuffix("y") ? name.dropLast() + "ies" : name + "s"
    }
    if decade < 100 { return [plural(names[decade])] }
    if decade == 2000 { return ["two thousands"] }
    let century = names[decade / 100]
    return [decade % 100 == 0 ? "\(century) hundreds" : "\(century) \(plural(names[decade % 100]))"]
  }

  /// Digits one by one, with "oh" or "zero", with "double"; an even number of them in pairs as well.
  private func digits(_ digits: String) -> [String] {
    let values = digits.compactMap(\.wholeNumberValue)
    func said(_ zero: String) -> String {
      values.map { $0 == 0 ? zero : names[$0] }.joined(separator: " ")
    }
    var texts = values.contains(0) ? [said("oh"), said("zero")] : [said("oh")]
    var doubled: [String] = []
    var place = 0
    while place < values.count {
      let run = values[place...].prefix { $0 == values[place] }.count
      let name = values[place] == 0 ? "oh" : names[values[place]]
      switch run {
      case 2: doubled.append("double \(name)")
      case 3: doubled.append("triple \(name)")
      default: doubled += Array(repeating: name, count: run)
      }
      place += run
    }
    texts.append(doubled.joined(separator: " "))
    if values.count == 4, values[0] > 0, values[2] > 0 {
      texts.append("\(names[values[0] * 10 + values[1]]) \(names[values[2] * 10 + values[3]])")
    }
    return texts
  }

  private func time(_ hour: Int, _ minute: Int, _ half: String?) -> [String] {
    let end = half.map { " \($0)" } ?? ""
    let name = names[hour]
    if minute == 0 {
      if half != nil { return [name + end, "\(name) o'clock\(end)"] }
      return hour <= 12 && hour > 0 ? ["\(name) o'clock"] : ["\(name) hundred hours"]
    }
    var texts = [name + (minute < 10 ? " oh " : " ") + names[minute] + end]
    guard (1...12).contains(hour) else { return texts }
    let next = names[hour == 12 ? 1 : hour + 1]
    switch minute {
    case 15: texts.append("quarter past \(name)\(end)")
    case 30: texts.append("half past \(name)\(end)")
    case 45: texts.append("quarter to \(next)\(end)")
    default: break
    }
    return texts
  }

  private func money(
    _ amount: NumberReading.Amount, _ currency: NumberReading.Currency
  ) -> [String] {
    let unit = EnglishMoney.unit(of: currency)
    if amount.scale == nil, amount.decimals.count == 2, !unit.parts.isEmpty,
      let parts = Int(amount.decimals),
      !amount.isNegative
    {
      let cents = "\(names[parts]) \(parts == 1 ? unit.parts[1] : unit.parts[0])"
      if amount.whole == 0 { return [cents] }
      return rules.cardinals(amount.whole).flatMap { whole in
        let units = "\(whole) \(amount.whole == 1 ? unit.one : unit.many)"
        if parts == 0 { return [units] }
        let short = parts >= 10 ? ["\(units) \(names[parts])"] : []
        return ["\(units) and \(cents)", "\(units) \(cents)"] + short
      }
    }
    return texts(of: amount).map { "\($0) \(amount.plain == 1 ? unit.one : unit.many)" }
  }

  private func fraction(_ whole: Int?, _ numerator: Int, _ denominator: Int) -> [String] {
    let names: [String] =
      switch denominator {
      case 2: ["half"]
      case 4: ["quarter", "fourth"]
      // "one hundredth", not "one one hundredth".
      default:
        rules.ordinals(denominator).prefix(1).map {
          String($0.hasPrefix("one ") ? $0.dropFirst(4) : $0[...])
        }
      }
    let count = rules.cardinals(numerator)[0]
    var texts = names.map { name in
      numerator == 1 ? "\(count) \(name)" : "\(count) \(name == "half" ? "halves" : name + "s")"
    }
    guard let whole else { return texts }
    let head = rules.cardinals(whole)[0]
    if numerator == 1 { texts = names.map { "a \($0)" } + texts }
    return texts.map { "\(head) and \($0)" }
  }

  private func date(_ day: Int, _ month: String, _ year: Int?, _ isDayFirst: Bool) -> [String] {
    let ordinal = rules.ordinals(day)[0]
    let ending = year.flatMap { rules.year($0) }.map { " \($0)" } ?? ""
    return isDayFirst
      ? ["\(ordinal) of \(month)\(ending)", "\(ordinal) \(month)\(ending)"]
      : ["\(month) \(ordinal)\(ending)", "\(month) \(rules.cardinals(day)[0])\(ending)"]
  }
}
