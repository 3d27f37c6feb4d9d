/// Days of months as English says them: "july fourth nineteen seventy six", "the fourth of july".
struct EnglishDates {
  let cardinals: EnglishCardinals

  init(_ cardinals: EnglishCardinals) { self.cardinals = cardinals }

  func meanings(_ words: [String]) -> [NumberReading] {
    guard let place = words.firstIndex(where: EnglishVocabulary.months.contains) else { return [] }
    let month = words[place]
    if place == 0 { return monthFirst(month, Array(words.dropFirst())) }
    // "fourth of july", "fourth july" with a year or without.
    var head = Array(words[..<place])
    if head.last == "of" { head.removeLast() }
    guard let day = cardinals.ordinal(head), (1...31).contains(day) else { return [] }
    let tail = Array(words[(place + 1)...])
    if tail.isEmpty { return [.date(day: day, month: month, year: nil, isDayFirst: true)] }
    return year(tail).map { [.date(day: day, month: month, year: $0, isDayFirst: true)] } ?? []
  }

  private func monthFirst(_ month: String, _ words: [String]) -> [NumberReading] {
    // The longest day first: "twenty first", not "twenty" and a year.
    for count in stride(from: min(words.count, 3), through: 1, by: -1) {
      var said = Array(words[..<count])
      if said.first == "the", said.count > 1 { said.removeFirst() }
      let day = cardinals.ordinal(said) ?? (words.first == "the" ? nil : cardinals.whole(said))
      guard let day, (1...31).contains(day) else { continue }
      let rest = Array(words[count...])
      if rest.isEmpty { return [.date(day: day, month: month, year: nil, isDayFirst: false)] }
      if let year = year(rest) {
        return [.date(day: day, month: month, year: year, isDayFirst: false)]
      }
    }
    return []
  }

  private func year(_ words: [String]) -> Int? {
    if let year = cardinals.rules.year(of: words.joined(separator: " ")) { return year }
    if let year = cardinals.whole(words), (1000...2199).contains(year) { return year }
    guard words.count == 3, EnglishVocabulary.ohs.contains(words[1]),
      let century = cardinals.whole([words[0]]), (11...21).contains(century),
      let rest = cardinals.whole([words[2]]), (1...9).contains(rest)
    else { return nil }
    return century * 100 + rest
  }
}
