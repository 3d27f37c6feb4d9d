/// Numbers as German says and writes them: what ICU knows, and on top of it money, times, dates, telephone
/// digits, percentages, fractions and decades.
struct GermanNumbers: NumberGrammar {
  let cardinals: GermanCardinals
  private let reader: GermanReader
  private let speech: GermanSpeech

  init(_ rules: NumberRules) {
    cardinals = GermanCardinals(rules)
    reader = GermanReader()
    speech = GermanSpeech(cardinals)
  }

  var longest: Int { 12 }

  func mayStandInNumber(_ word: String) -> Bool {
    cardinals.rules.mayStandInNumber(word) || GermanVocabulary.words.contains(word)
      || GermanVocabulary.beginnings.contains { word.hasPrefix($0) }
      || word.hasSuffix("einhalb")
  }

  func meanings(ofWritten words: [String]) -> [NumberReading] { reader.meanings(words) }
  func written(_ reading: NumberReading) -> [String] { GermanWriting.texts(of: reading) }
  func spoken(_ reading: NumberReading) -> [String] { speech.texts(of: reading) }

  func meanings(ofSpoken words: [String]) -> [NumberReading] {
    var found: [NumberReading] = []
    func add(_ readings: [NumberReading]) {
      for reading in readings where !found.contains(reading) { found.append(reading) }
    }
    add(percent(words))
    add(money(words))
    add(GermanTimes(cardinals).meanings(words))
    add(date(words))
    add(fraction(words))
    add(decade(words))
    let phrase = words.joined(separator: " ")
    if cardinals.whole(words) == nil, let year = cardinals.rules.year(of: cardinals.spelled(phrase))
    {
      add([.year(year)])
    }
    add(cardinals.amount(words).map { [.amount($0)] } ?? [])
    add(cardinals.ordinal(phrase).map { [.ordinal($0)] } ?? [])
    add(digits(words))
    return found
  }

  private func percent(_ words: [String]) -> [NumberReading] {
    guard words.last == "prozent", words.count > 1 else { return [] }
    return cardinals.amount(Array(words.dropLast())).map { [.percent($0)] } ?? []
  }

  /// "fünf euro", "fünf euro fünfzig", "fünf euro und fünfzig cent".
  private func money(_ words: [String]) -> [NumberReading] {
    if words.last == "cent", let cents = cardinals.whole(Array(words.dropLast())),
      (1...99).contains(cents)
    {
      return [.money(.init(0, decimals: DigitText.two(cents)), .euro)]
    }
    for (name, currency) in GermanVocabulary.currencies {
      guard let place = words.firstIndex(of: name), place > 0,
        var amount = cardinals.amount(Array(words[..<place]))
      else { continue }
      var rest = words[(place + 1)...]
      if rest.isEmpty { return [.money(amount, currency)] }
      let hasAnd = rest.first == "und"
      if hasAnd { rest = rest.dropFirst() }
      let isNamed = rest.last == "cent"
      if isNamed { rest = rest.dropLast() }
      guard !hasAnd || isNamed, amount.plain != nil, let cents = cardinals.whole(Array(rest)),
        (1...99).contains(cents), isNamed || cents >= 10
      else { continue }
      amount.decimals = DigitText.two(cents)
      return [.money(amount, currency)]
    }
    return []
  }

  /// Parses a date, such as "dritter oktober neunzehnhundertneunzig".
  private func date(_ words: [String]) -> [NumberReading] {
    guard words.count > 1, GermanVocabulary.months.contains(words[1]),
      let day = cardinals.ordinal(words[0]), (1...31).contains(day)
    else { return [] }
    let rest = Array(words.dropFirst(2))
    if rest.isEmpty { return [.date(day: day, month: words[1], year: nil, isDayFirst: true)] }
    let phrase = cardinals.spelled(rest.joined(separator: " "))
    guard let year = cardinals.rules.year(of: phrase) ?? cardinals.whole(rest),
      (1000...2199).contains(year)
    else { return [] }
    return [.date(day: day, month: words[1], year: year, isDayFirst: true)]
  }

  /// Parses a fraction, such as "zwei drittel" and "dreiviertel".
  private func fraction(_ words: [String]) -> [NumberReading] {
    if words == ["ein", "halb"] || words == ["einhalb"] {
      return [.fraction(whole: nil, numerator: 1, denominator: 2)]
    }
    if words == ["dreiviertel"] { return [.fraction(whole: nil, numerator: 3, denominator: 4)] }
    guard words.count > 1, let denominator = GermanVocabulary.parts[words.last!],
      let numerator = cardinals.whole(Array(words.dropLast())), numerator > 0,
      numerator < denominator
    else { return [] }
    return [.fraction(whole: nil, numerator: numerator, denominator: denominator)]
  }

  /// Parses a decade, such as "achtziger" and "neunzehnhundertachtziger".
  private func decade(_ words: [String]) -> [NumberReading] {
    guard words.count == 1, let word = words.first,
      word.hasSuffix("ziger") || word.hasSuffix("ßiger")
    else {
      return []
    }
    let phrase = String(word.dropLast(2))
    let value = cardinals.whole([phrase]) ?? cardinals.rules.year(of: phrase)
    guard let value, value.isMultiple(of: 10),
      (20...90).contains(value) || (1000...2090).contains(value)
    else { return [] }
    return [.decade(value)]
  }

  /// Three digits and more, one by one.
  private func digits(_ words: [String]) -> [NumberReading] {
    let values = words.map { cardinals.whole([$0]) }
    guard words.count > 2, values.allSatisfy({ $0.map { $0 < 10 } ?? false }),
      !words.contains(where: GermanVocabulary.articles.contains)
    else { return [] }
    return [.digits(values.map { String($0!) }.joined())]
  }

  func isNumber(_ range: Range<Int>, of words: [String]) -> Bool {
    let phrase = Array(words[range])
    let before = range.lowerBound > 0 ? words[range.lowerBound - 1] : nil
    let after = range.upperBound < words.count ? words[range.upperBound] : nil
    if let after,
      ["hundert", "tausend", "million", "millionen", "milliarde", "milliarden"].contains(after)
    {
      return false
    }
    if let before, ["hundert", "tausend", "millionen", "milliarden"].contains(before) {
      return false
    }
    // "viele tausend".
    if ["hundert", "tausend"].contains(phrase.first), let before,
      ["viele", "vielen", "einige", "mehrere", "paar", "wenige", "hunderte", "tausende"].contains(
        before)
    {
      return false
    }
    if phrase.first == "minus", let before, cardinals.whole([before]) != nil { return false }
    guard phrase.count == 1 else { return true }
    if cardinals.ordinal(phrase[0]) != nil, cardinals.whole(phrase) == nil {
      return before.map(GermanVocabulary.determiners.contains) ?? false
    }
    if cardinals.whole(phrase) == 1 {
      return phrase == ["eins"] && before.map(GermanVocabulary.numbered.contains) ?? false
    }
    if phrase == ["acht"] {
      return !["außer", "gib", "gebt", "nimm", "nehmt", "gab"].contains(before)
        && !["geben", "gegeben", "nehmen"].contains(after)
    }
    // "einhalb" alone says less than "ein halb".
    return true
  }
}

/// The words of German numbers that ICU's rules do not hold.
enum GermanVocabulary {
  static let months = [
    "januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "dezember",
  ]
  static let currencies: [(name: String, currency: NumberReading.Currency)] = [
    ("euro", .euro), ("dollar", .dollar), ("pfund", .pound), ("yen", .yen), ("rupien", .rupee),
  ]
  static let parts = [
    "halb": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8,
    "neuntel": 9, "zehntel": 10, "zwanzigstel": 20, "hundertstel": 100, "tausendstel": 1000,
  ]
  static let articles: Set<String> = ["ein", "eine", "einen", "einem", "einer", "eines"]
  static let determiners: Set<String> = [
    "der", "die", "das", "dem", "den", "des", "am", "zum", "vom", "im", "beim", "bis", "zur",
    "mein",
    "meine", "dein", "deine", "ihr", "ihre", "sein", "seine", "unser", "unsere",
  ]
  static let numbered: Set<String> = [
    "nummer", "seite", "kapitel", "zimmer", "zeile", "stufe", "klasse", "schritt", "teil",
    "tabelle",
    "frage", "version", "folge", "staffel", "gleis", "tor", "flug", "linie", "platz", "band", "tag",
  ]
  static let words = Set(months + currencies.map(\.name) + parts.keys).union(articles).union([
    "komma", "minus", "prozent", "uhr", "nach", "vor", "dreiviertel", "cent", "zwo", "und",
    "hundert",
    "tausend", "anderthalb",
  ])
  static let beginnings = ["hundert", "tausend", "dreissig", "zwo"]
}

/// Whole numbers, decimals and ordinals as German says them: ICU's, and "hundert", "zwo" and "zweieinhalb"
/// beside.
struct GermanCardinals: Sendable {
  let rules: NumberRules

  init(_ rules: NumberRules) { self.rules = rules }

  /// The phrase with the spellings that ICU has: "ß", "zwei".
  func spelled(_ phrase: String) -> String {
    phrase.replacing("dreissig", with: "dreißig").replacing("zwo", with: "zwei")
  }

  func whole(_ words: [String]) -> Int? {
    guard !words.isEmpty, words.last != "und", words.first != "und" else { return nil }
    let compact = spelled(words.joined())
    if let value = rules.cardinal(of: compact) { return value }
    // "hundertfünf" and "zweitausend und neun".
    for beginning in ["hundert", "tausend"] where compact.hasPrefix(beginning) {
      if let value = rules.cardinal(of: "ein" + compact) { return value }
    }
    for scale in ["tausend", "hundert"] {
      guard let place = compact.firstRange(of: scale + "und") else { continue }
      let tail = compact[place.upperBound...]
      if let rest = rules.cardinal(of: String(tail)), rest > 0, rest < 100 {
        let joined = compact[..<place.lowerBound] + scale + tail
        return rules.cardinal(of: String(joined)) ?? rules.cardinal(of: "ein" + joined)
      }
    }
    return nil
  }

  /// A number with a sign and decimals: "minus drei komma fünf", "zweieinhalb".
  func amount(_ words: [String]) -> NumberReading.Amount? {
    guard let first = words.first else { return nil }
    if first == "minus" {
      guard var amount = amount(Array(words.dropFirst())), !amount.isNegative else { return nil }
      amount.isNegative = true
      return amount
    }
    if let whole = whole(words) { return .init(whole) }
    if words.count == 1 {
      if first == "anderthalb" { return .init(1, decimals: "5") }
      if first.hasSuffix("einhalb"), first != "einhalb" {
        let head = first == "eineinhalb" ? 1 : whole([String(first.dropLast(7))])
        return head.map { .init($0, decimals: "5") }
      }
    }
    guard let place = words.firstIndex(of: "komma"), place > 0, place + 1 < words.count,
      let head = whole(Array(words[..<place]))
    else { return nil }
    var digits = ""
    for word in words[(place + 1)...] {
      guard let digit = whole([word]) else { return nil }
      if digit > 9, words.count > place + 2 || digit > 99 { return nil }
      digits += String(digit)
    }
    return .init(head, decimals: digits)
  }

  /// Parses an ordinal number, such as "einundzwanzigster".
  func ordinal(_ phrase: String) -> Int? {
    let text = spelled(phrase)
    if let value = rules.ordinal(of: text) { return value }
    // "siebte" for ICU's "siebente".
    return text.hasSuffix("siebente") || text.hasSuffix("siebte") ? 7 : nil
  }
}
