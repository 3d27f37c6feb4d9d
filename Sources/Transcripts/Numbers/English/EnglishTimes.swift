/// Times of day as English says them: "six forty five", "quarter past six", "five pm".
struct EnglishTimes {
  let cardinals: EnglishCardinals

  init(_ cardinals: EnglishCardinals) { self.cardinals = cardinals }

  func meanings(_ words: [String]) -> [NumberReading] {
    var rest = words[...]
    let half = Self.half(&rest)
    let said = Array(rest)
    if said.last == "o'clock" || said.last == "oclock", let hour = hour(Array(said.dropLast())) {
      return [.time(hour: hour, minute: 0, half: half)]
    }
    if half != nil, let hour = hour(said) { return [.time(hour: hour, minute: 0, half: half)] }
    if let time = relative(said) { return [.time(hour: time.0, minute: time.1, half: half)] }
    if said.suffix(2) == ["hundred", "hours"], let hour = cardinals.whole(Array(said.dropLast(2))),
      hour < 24
    {
      return [.time(hour: hour, minute: 0, half: nil)]
    }
    return clock(said, half)
  }

  /// Takes "pm", "p m" off the end.
  private static func half(_ words: inout ArraySlice<String>) -> String? {
    if words.count > 1, let last = words.last, ["am", "pm"].contains(last) {
      words = words.dropLast()
      return last
    }
    if words.count > 2, words.last == "m", let letter = words.dropLast().last,
      ["a", "p"].contains(letter)
    {
      words = words.dropLast(2)
      return letter + "m"
    }
    return nil
  }

  private func hour(_ words: [String]) -> Int? {
    guard words.count == 1, let hour = cardinals.whole(words), (1...12).contains(hour) else {
      return nil
    }
    return hour
  }

  /// "six forty five", "seven oh five"; hours from 13 on are years before they are times.
  private func clock(_ words: [String], _ half: String?) -> [NumberReading] {
    guard words.count > 1, let hour = cardinals.whole([words[0]]), hour < 24,
      hour > 0, half == nil || hour <= 12
    else { return [] }
    let minutes: Int
    if words.count == 3, EnglishVocabulary.ohs.contains(words[1]) {
      guard let minute = cardinals.whole([words[2]]), (1...9).contains(minute) else { return [] }
      minutes = minute
    } else {
      guard let minute = cardinals.whole(Array(words.dropFirst())), (10...59).contains(minute)
      else {
        return []
      }
      minutes = minute
    }
    return hour <= 12 ? [.time(hour: hour, minute: minutes, half: half)] : []
  }

  /// "half past six", "quarter to seven", "ten past six".
  private func relative(_ words: [String]) -> (Int, Int)? {
    var words = words[...]
    if words.first == "a", words.dropFirst().first == "quarter" { words = words.dropFirst() }
    guard words.count >= 3, let hour = hour([words.last!]) else { return nil }
    let link = words.dropLast().last!
    var head = Array(words.dropLast(2))
    let isMinutes = head.last == "minutes"
    if isMinutes { head.removeLast() }
    let before = hour == 1 ? 12 : hour - 1
    switch (head, link) {
    case (["half"], "past"): return (hour, 30)
    case (["quarter"], "past"), (["quarter"], "after"): return (hour, 15)
    case (["quarter"], "to"), (["quarter"], "of"), (["quarter"], "till"): return (before, 45)
    default: break
    }
    guard let minutes = cardinals.whole(head), [5, 10, 20, 25].contains(minutes) else { return nil }
    if link == "past" || (link == "after" && isMinutes) { return (hour, minutes) }
    // "ten to six" may be a range.
    return link == "to" && isMinutes ? (before, 60 - minutes) : nil
  }
}
