/// Times of day as German says them: "achtzehn uhr dreißig", "halb sieben", "viertel nach sechs".
struct GermanTimes {
  let cardinals: GermanCardinals

  init(_ cardinals: GermanCardinals) { self.cardinals = cardinals }

  func meanings(_ words: [String]) -> [NumberReading] {
    if let place = words.firstIndex(of: "uhr"), place > 0,
      let hour = cardinals.whole(Array(words[..<place])), hour < 25
    {
      let rest = Array(words[(place + 1)...])
      if rest.isEmpty { return [.time(hour: hour, minute: 0, half: nil)] }
      guard let minute = cardinals.whole(rest), (1...59).contains(minute) else { return [] }
      return [.time(hour: hour, minute: minute, half: nil)]
    }
    return relative(words).map { [.time(hour: $0.0, minute: $0.1, half: nil)] } ?? []
  }

  private func relative(_ words: [String]) -> (Int, Int)? {
    guard words.count > 1, let hour = cardinals.whole([words.last!]), (1...12).contains(hour),
      words.last != "ein"
    else { return nil }
    let before = hour == 1 ? 12 : hour - 1
    let head = Array(words.dropLast())
    switch head {
    case ["halb"]: return (before, 30)
    case ["viertel", "nach"]: return (hour, 15)
    case ["viertel", "vor"], ["dreiviertel"]: return (before, 45)
    default: break
    }
    guard head.count > 1 else { return nil }
    // "fünf vor halb sieben".
    let toHalf = head.last == "halb"
    let said = toHalf ? Array(head.dropLast()) : head
    guard said.count == 2, let minutes = cardinals.whole([said[0]]),
      [5, 10, 20, 25].contains(minutes)
    else { return nil }
    switch (said[1], toHalf) {
    case ("vor", true): return (before, 30 - minutes)
    case ("nach", true): return (before, 30 + minutes)
    case ("vor", false): return (before, 60 - minutes)
    case ("nach", false): return (hour, minutes)
    default: return nil
    }
  }
}
