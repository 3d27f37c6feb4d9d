/// What the words around a spoken number say about whether it is one.
struct EnglishNeighbors {
  private let words: [String]
  private let range: Range<Int>
  private let cardinals: EnglishCardinals

  init(_ words: [String], _ range: Range<Int>, _ cardinals: EnglishCardinals) {
    self.words = words
    self.range = range
    self.cardinals = cardinals
  }

  private var phrase: ArraySlice<String> { words[range] }
  private func before(_ count: Int = 1) -> String? {
    range.lowerBound >= count ? words[range.lowerBound - count] : nil
  }
  private var after: String? { range.upperBound < words.count ? words[range.upperBound] : nil }

  /// Whether the phrase stands for a number here.
  var allow: Bool {
    if isPartOfOne { return false }
    let first = phrase.first!
    // "ten minus five" is no number and a negative one.
    if ["minus", "negative"].contains(first), let before = before(),
      cardinals.whole([before]) != nil || before.contains(where: \.isNumber)
    {
      return false
    }
    if first == "one" || first == "a" && phrase.count > 1 {
      if phrase.count == 1 { return isCountedOne }
      // "no one thirty years old", but "that one hundred percent".
      if first == "one", let before = before(), Self.pronominal.contains(before),
        cardinals.whole(Array(phrase.prefix(2))) == nil, phrase.dropFirst().first != "point"
      {
        return false
      }
    }
    if phrase.count == 1 {
      if EnglishVocabulary.ohs.contains(first) { return false }
      if ["first", "second"].contains(first) { return isRanked }
      if first == "third", before() == "a", after == "of" { return false }
    }
    if phrase.last == "second", phrase.count > 1 { return !isSpan }
    if phrase.elementsEqual(["a", "million"]) { return before() != "thanks" && before() != "in" }
    // "may two people", "march two by two": a number of people, unless the date is said to be one.
    if ["may", "march"].contains(first), cardinals.whole(Array(phrase.dropFirst())) != nil {
      return ["on", "by", "since", "until", "till", "of", "from", "before", "after"].contains(
        before())
    }
    return true
  }

  /// A scale before or behind, or "and" between two parts.
  private var isPartOfOne: Bool {
    if let after, Self.scales.contains(after) { return true }
    guard let before = before() else { return false }
    if Self.scales.contains(before) { return true }
    // "several hundred and five"; with a number before "hundred" the phrase would be longer.
    return before == "and" && self.before(2).map(Self.scales.contains) ?? false
      && cardinals.whole(Array(phrase)).map { $0 < 100 } ?? false
  }

  private static let scales: Set<String> = [
    "hundred", "thousand", "million", "billion", "trillion",
  ]
  private static let pronominal: Set<String> = [
    "no", "any", "every", "some", "each", "which", "this", "that", "the", "another", "only",
  ]

  /// "one" counts before a unit and behind what is numbered; elsewhere it is a pronoun.
  private var isCountedOne: Bool {
    if let after, Self.units.contains(after) {
      return !["no", "any", "every", "some", "each", "another"].contains(before())
    }
    if let before = before(), Self.numbered.contains(before) { return true }
    // "one in five", "one or two", "two to one".
    func isNumber(_ word: String) -> Bool {
      word != "one" && word != "a"
        && (cardinals.whole([word]) != nil || word.allSatisfy(\.isNumber))
    }
    let (start, end) = (range.lowerBound, range.upperBound)
    if end + 1 < words.count, Self.links.contains(words[end]), isNumber(words[end + 1]) {
      return true
    }
    return start >= 2 && Self.links.contains(words[start - 1]) && isNumber(words[start - 2])
  }

  private static let links: Set<String> = [
    "in", "or", "to", "plus", "minus", "times", "by", "versus", "through",
  ]
  private static let units: Set<String> = [
    "hour", "minute", "second", "week", "month", "year", "mile", "meter", "metre", "kilometer",
    "kilometre", "foot", "inch", "kilogram", "liter", "litre", "gram", "gallon", "ounce", "degree",
    "gigabyte", "megabyte", "teaspoon", "tablespoon", "cup",
  ]
  private static let numbered: Set<String> = [
    "number", "page", "chapter", "room", "line", "level", "grade", "route", "step", "part",
    "section", "table", "figure", "question", "option", "version", "episode", "season", "phase",
    "channel", "platform", "gate", "flight", "track", "tier", "stage", "unit", "lane", "apartment",
    "volume",
    "type", "day", "week",
  ]

  /// "the first", "may first", "first of may"; "at first" and "wait a second" are no ranks.
  private var isRanked: Bool {
    if let before = before() {
      if EnglishVocabulary.months.contains(before) { return true }
      if before == "the" { return after != "of" || self.before(2) == "on" }
    }
    return false
  }

  /// "a twenty second delay" lasts; "the twenty second" is a rank.
  private var isSpan: Bool {
    guard cardinals.whole(Array(phrase.dropLast())) != nil else { return false }
    return before() == "a" || ["delay", "timer", "rule", "clip", "break", "pause"].contains(after)
  }
}
