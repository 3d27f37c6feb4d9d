/// Reads numbers as German writes them: "5,50€", "18:30 uhr", "3. oktober 1990".
struct GermanReader: Sendable {
  func meanings(_ words: [String]) -> [NumberReading] {
    words.count == 1 ? word(words[0]) : followed(words) + date(words)
  }

  private func number(_ word: String) -> WrittenNumber? {
    WrittenNumber(word, decimalMark: ",", groupingMark: ".")
  }

  private func word(_ word: String) -> [NumberReading] {
    if let (hour, minute) = time(word) { return [.time(hour: hour, minute: minute, half: nil)] }
    if let (above, below) = WrittenNumber.pair(word, "/"), let numerator = Int(above),
      let denominator = Int(below)
    {
      return numerator > 0 && numerator < denominator
        ? [.fraction(whole: nil, numerator: numerator, denominator: denominator)] : []
    }
    guard let written = number(word) else { return [] }
    if let currency = written.currency {
      return written.suffix.isEmpty ? [.money(written.amount, currency)] : []
    }
    switch written.suffix {
    case "":
      let amount = NumberReading.amount(written.amount)
      guard written.decimals == nil, !written.isNegative, !written.isGrouped else {
        return [amount]
      }
      if written.hasLeadingZero || written.digits.count >= 7 { return [.digits(written.digits)] }
      return (1100...1999).contains(written.whole) ? [.year(written.whole), amount] : [amount]
    case "%": return [.percent(written.amount)]
    case ".": return written.decimals == nil ? [.ordinal(written.whole)] : []
    case "er":
      let decade = written.whole
      let isDecade =
        decade.isMultiple(of: 10) && ((20...90).contains(decade) || (1000...2090).contains(decade))
      return isDecade ? [.decade(decade)] : []
    case "²", "³": return [.power(written.whole, exponent: written.suffix == "²" ? 2 : 3)]
    default:
      if let currency = NumberReading.Currency(rawValue: written.suffix) {
        return [.money(written.amount, currency)]
      }
      guard let (above, below) = WrittenNumber.vulgar[written.suffix] else { return [] }
      return [
        .fraction(
          whole: written.digits.isEmpty ? nil : written.whole, numerator: above, denominator: below)
      ]
    }
  }

  private func time(_ word: String) -> (Int, Int)? {
    guard let (hours, minutes) = WrittenNumber.pair(word, ":"), minutes.count == 2,
      hours.count <= 2,
      let hour = Int(hours), let minute = Int(minutes), hour < 25, minute < 60
    else { return nil }
    return (hour, minute)
  }

  /// "18:30 uhr", "75 prozent", "5 euro", "5 millionen".
  private func followed(_ words: [String]) -> [NumberReading] {
    guard words.count == 2 else { return [] }
    let name = words[1]
    if name == "uhr" {
      if let (hour, minute) = time(words[0]) {
        return [.time(hour: hour, minute: minute, half: nil)]
      }
      guard let hour = number(words[0]), hour.suffix.isEmpty, hour.decimals == nil,
        hour.currency == nil,
        hour.whole < 25
      else { return [] }
      return [.time(hour: hour.whole, minute: 0, half: nil)]
    }
    guard let written = number(words[0]), written.suffix.isEmpty, written.currency == nil else {
      return []
    }
    if name == "prozent" { return [.percent(written.amount)] }
    if let currency = GermanVocabulary.currencies.first(where: { $0.name == name })?.currency {
      return [.money(written.amount, currency)]
    }
    guard let whole = written.amount.plain else { return [] }
    switch name {
    case "cent":
      return (1...99).contains(whole)
        ? [.money(.init(0, decimals: DigitText.two(whole)), .euro)] : []
    case "million", "millionen": return [.amount(.init(whole * 1_000_000))]
    case "milliarde", "milliarden": return [.amount(.init(whole * 1_000_000_000))]
    default: return []
    }
  }

  /// "3. oktober 1990"; the full stop may have gone.
  private func date(_ words: [String]) -> [NumberReading] {
    guard (2...3).contains(words.count), GermanVocabulary.months.contains(words[1]),
      let day = number(words[0]), day.suffix.isEmpty || day.suffix == ".", day.decimals == nil,
      day.currency == nil, (1...31).contains(day.whole)
    else { return [] }
    if words.count == 2 {
      return [.date(day: day.whole, month: words[1], year: nil, isDayFirst: true)]
    }
    guard let year = number(words[2]), year.suffix.isEmpty, year.decimals == nil,
      year.currency == nil,
      (1000...2199).contains(year.whole)
    else { return [] }
    return [.date(day: day.whole, month: words[1], year: year.whole, isDayFirst: true)]
  }
}
