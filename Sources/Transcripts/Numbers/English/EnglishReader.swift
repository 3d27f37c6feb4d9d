/// Reads numbers as English writes them: "$5.50", "6:45 pm", "july 4th 1976".
struct EnglishReader: Sendable {
  func meanings(_ words: [String]) -> [NumberReading] {
    switch words.count {
    case 1: return word(words[0])
    default:
      return followed(words) + date(words)
    }
  }

  private func number(_ word: String) -> WrittenNumber? {
    WrittenNumber(word, decimalMark: ".", groupingMark: ",")
  }

  // MARK: One word

  private func word(_ word: String) -> [NumberReading] {
    if let idiom = EnglishVocabulary.idioms.first(where: { $0.value == word }) {
      return [.idiom(written: word, spoken: idiom.key)]
    }
    if let time = time(word, half: nil) { return [time] }
    if let (numerator, denominator) = WrittenNumber.pair(word, "/") {
      return fraction(nil, numerator, denominator)
    }
    guard let written = number(word) else { return [] }
    if let currency = written.currency {
      return written.suffix.isEmpty ? [.money(written.amount, currency)] : []
    }
    switch written.suffix {
    case "": return plain(written)
    case "%": return [.percent(written.amount)]
    case "s" where written.decimals == nil && !written.isGrouped:
      let decade = written.whole
      let isDecade =
        decade.isMultiple(of: 10) && ((20...90).contains(decade) || (1000...2090).contains(decade))
      return isDecade ? [.decade(decade)] : []
    case "st", "nd", "rd", "th":
      guard written.decimals == nil,
        EnglishWriting.ordinal(written.whole).hasSuffix(written.suffix)
      else { return [] }
      return [.ordinal(written.whole)]
    case "am", "pm":
      guard written.decimals == nil, (1...12).contains(written.whole) else { return [] }
      return [.time(hour: written.whole, minute: 0, half: written.suffix)]
    case "²", "³":
      guard written.decimals == nil else { return [] }
      return [.power(written.whole, exponent: written.suffix == "²" ? 2 : 3)]
    case "¢":
      guard written.decimals == nil, (1...99).contains(written.whole) else { return [] }
      return [
        .money(
          .init(0, decimals: written.whole < 10 ? "0\(written.whole)" : "\(written.whole)"), .dollar
        )
      ]
    default:
      if let currency = NumberReading.Currency(rawValue: written.suffix) {
        return [.money(written.amount, currency)]
      }
      guard let (numerator, denominator) = WrittenNumber.vulgar[written.suffix],
        written.decimals == nil
      else { return [] }
      return [
        .fraction(
          whole: written.digits.isEmpty ? nil : written.whole, numerator: numerator,
          denominator: denominator)
      ]
    }
  }

  private func plain(_ written: WrittenNumber) -> [NumberReading] {
    let amount = NumberReading.amount(written.amount)
    guard written.decimals == nil, !written.isNegative, !written.isGrouped else { return [amount] }
    let digits = NumberReading.digits(written.digits)
    if written.hasLeadingZero || written.digits.count >= 7 { return [digits] }
    switch written.digits.count {
    case 4:
      return NumberYears.areSaid.contains(written.whole)
        ? [.year(written.whole), amount] : [amount, digits]
    case 3, 5, 6: return [amount, digits]
    default: return [amount]
    }
  }

  private func time(_ word: String, half: String?) -> NumberReading? {
    var word = Substring(word)
    var half = half
    if half == nil, word.hasSuffix("am") || word.hasSuffix("pm") {
      half = String(word.suffix(2))
      word = word.dropLast(2)
    }
    guard let (hours, minutes) = WrittenNumber.pair(String(word), ":"), minutes.count == 2,
      hours.count <= 2,
      let hour = Int(hours), let minute = Int(minutes), hour < 24, minute < 60,
      half == nil || (1...12).contains(hour)
    else { return nil }
    return .time(hour: hour, minute: minute, half: half)
  }

  private func fraction(_ whole: Int?, _ numerator: String, _ denominator: String)
    -> [NumberReading]
  {
    guard let above = Int(numerator), let below = Int(denominator), above > 0, below > 1,
      above < below
    else { return [] }
    return [.fraction(whole: whole, numerator: above, denominator: below)]
  }

  // MARK: Several words

  /// A number and what belongs to it: "75 percent", "6:45 pm", "5 million", "2 1/2".
  private func followed(_ words: [String]) -> [NumberReading] {
    let rest = Array(words.dropFirst())
    let named = rest.joined(separator: " ")
    if ["am", "pm", "a m", "p m"].contains(named) {
      let half = named.filter { $0 != " " }
      if let time = time(words[0], half: half) { return [time] }
      guard let hour = number(words[0]), hour.suffix.isEmpty, hour.currency == nil,
        hour.decimals == nil,
        (1...12).contains(hour.whole)
      else { return [] }
      return [.time(hour: hour.whole, minute: 0, half: half)]
    }
    if named == "o'clock", let hour = number(words[0]), hour.suffix.isEmpty,
      (1...12).contains(hour.whole)
    {
      return [.time(hour: hour.whole, minute: 0, half: nil)]
    }
    guard let written = number(words[0]), written.suffix.isEmpty else { return [] }
    if rest.count == 1, written.currency == nil, written.decimals == nil,
      let (numerator, denominator) = WrittenNumber.pair(rest[0], "/")
    {
      return fraction(written.whole, numerator, denominator)
    }
    if named == "percent" || named == "per cent" {
      return written.currency == nil ? [.percent(written.amount)] : []
    }
    return scaled(written, rest)
  }

  /// "$5 million", "5 million dollars", "5 dollars", "50 cents".
  private func scaled(_ written: WrittenNumber, _ rest: [String]) -> [NumberReading] {
    var amount = written.amount
    var rest = rest[...]
    if let scale = rest.first, let factor = EnglishCardinals.scales[scale] {
      if let plain = amount.plain, plain < 1_000_000 {
        amount = .init(plain * factor)
      } else {
        amount.scale = scale
      }
      rest = rest.dropFirst()
    }
    guard let name = rest.first else {
      return written.currency.map { [.money(amount, $0)] } ?? [.amount(amount)]
    }
    guard rest.count == 1, written.currency == nil else { return [] }
    if let unit = EnglishMoney.units.first(where: { [$0.one, $0.many].contains(name) }) {
      return [.money(amount, unit.currency)]
    }
    if let cents = amount.plain, (1...99).contains(cents) {
      let currency: NumberReading.Currency? =
        ["cents", "cent"].contains(name) ? .dollar : name == "pence" ? .pound : nil
      return currency.map {
        [.money(.init(0, decimals: cents < 10 ? "0\(cents)" : "\(cents)"), $0)]
      } ?? []
    }
    return []
  }

  /// "july 4 1976", "july 4th", "4 july", "4th of july".
  private func date(_ words: [String]) -> [NumberReading] {
    guard let place = words.firstIndex(where: EnglishVocabulary.months.contains) else { return [] }
    func whole(_ word: String, isDay: Bool) -> Int? {
      guard let written = number(word), written.currency == nil, written.decimals == nil,
        !written.isNegative,
        written.suffix.isEmpty || (isDay && EnglishWriting.ordinal(written.whole) == word)
      else { return nil }
      return written.whole
    }
    let month = words[place]
    var rest = words
    rest.remove(at: place)
    let isDayFirst = place > 0
    if isDayFirst, rest.count > 1, place == 2, rest[1] == "of" { rest.remove(at: 1) }
    guard place < 3, (1...2).contains(rest.count), place < 2 || rest.count + 2 == words.count,
      let day = whole(rest[0], isDay: true), (1...31).contains(day)
    else { return [] }
    if rest.count == 1 { return [.date(day: day, month: month, year: nil, isDayFirst: isDayFirst)] }
    guard let year = whole(rest[1], isDay: false), (1000...2199).contains(year) else { return [] }
    return [.date(day: day, month: month, year: year, isDayFirst: isDayFirst)]
  }
}
