/// Numbers as German says them, the commonest way first.
struct GermanSpeech: Sendable {
  let cardinals: GermanCardinals

  init(_ cardinals: GermanCardinals) { self.cardinals = cardinals }

  private var rules: NumberRules { cardinals.rules }

  private func name(_ number: Int) -> String { rules.cardinals(number)[0] }

  /// A number before a noun, where 1 is "ein".
  private func counted(_ number: Int) -> String { number == 1 ? "ein" : name(number) }

  func texts(of reading: NumberReading) -> [String] {
    switch reading {
    case .amount(let amount): texts(of: amount)
    case .year(let year): [rules.year(year)].compactMap(\.self)
    case .decade(let decade):
      [(decade < 100 ? name(decade) : rules.year(decade) ?? name(decade)) + "er"]
    case .ordinal(let number): rules.ordinals(number)
    case .digits(let digits):
      [digits.compactMap { $0.wholeNumberValue.map(name) }.joined(separator: " ")]
    case .time(let hour, let minute, _): time(hour, minute)
    case .percent(let amount): counted(amount).map { "\($0) prozent" }
    case .money(let amount, let currency): money(amount, currency)
    case .fraction(let whole, let numerator, let denominator):
      fraction(whole, numerator, denominator)
    case .date(let day, let month, let year, _):
      rules.ordinals(day).map { day in
        "\(day) \(month)" + (year.flatMap { rules.year($0) }.map { " \($0)" } ?? "")
      }
    case .power(let base, let exponent): ["\(name(base)) hoch \(name(exponent))"]
    case .idiom(_, let spoken): [spoken]
    }
  }

  private func texts(of amount: NumberReading.Amount) -> [String] {
    var texts = amount.plain == 1 ? rules.cardinals(1) : [name(amount.whole)]
    for beginning in ["einhundert", "eintausend"] where texts[0].hasPrefix(beginning) {
      texts.append(String(texts[0].dropFirst(3)))
    }
    if !amount.decimals.isEmpty {
      let said = amount.decimals.compactMap { $0.wholeNumberValue.map(name) }.joined(separator: " ")
      texts = texts.map { "\($0) komma \(said)" }
      if amount.decimals == "5", amount.whole > 0 {
        texts.append(amount.whole == 1 ? "eineinhalb" : name(amount.whole) + "einhalb")
      }
    }
    return amount.isNegative ? texts.map { "minus \($0)" } : texts
  }

  private func counted(_ amount: NumberReading.Amount) -> [String] {
    amount.plain == 1 ? ["ein"] : texts(of: amount)
  }

  private func time(_ hour: Int, _ minute: Int) -> [String] {
    let full = "\(counted(hour)) uhr"
    if minute == 0 { return [full] }
    var texts = ["\(full) \(name(minute))"]
    guard (1...12).contains(hour) else { return texts }
    let next = name(hour == 12 ? 1 : hour + 1)
    switch minute {
    case 15: texts.append("viertel nach \(name(hour))")
    case 30: texts.append("halb \(next)")
    case 45: texts += ["viertel vor \(next)", "dreiviertel \(next)"]
    default: break
    }
    return texts
  }

  private func money(
    _ amount: NumberReading.Amount, _ currency: NumberReading.Currency
  ) -> [String] {
    let unit = GermanVocabulary.currencies.first { $0.currency == currency }!.name
    guard amount.decimals.count == 2, let cents = Int(amount.decimals), !amount.isNegative,
      currency == .euro || currency == .dollar
    else { return counted(amount).map { "\($0) \(unit)" } }
    if amount.whole == 0 { return ["\(counted(cents)) cent"] }
    let whole = "\(counted(amount.whole)) \(unit)"
    if cents == 0 { return [whole] }
    let short = cents >= 10 ? ["\(whole) \(name(cents))"] : []
    return short + ["\(whole) und \(counted(cents)) cent", "\(whole) \(counted(cents)) cent"]
  }

  private func fraction(_ whole: Int?, _ numerator: Int, _ denominator: Int) -> [String] {
    if let whole, denominator == 2 {
      return [whole == 1 ? "eineinhalb" : name(whole) + "einhalb"]
    }
    guard let part = GermanVocabulary.parts.first(where: { $0.value == denominator })?.key else {
      return []
    }
    let text = "\(counted(numerator)) \(part)"
    return [whole.map { "\(name($0)) \(text)" } ?? text]
  }
}
