/// Makes a text as short as it can be, then its letters as simple: runs of letters go, equal
/// letters are lowered together, then each on its own.
struct MinimizeText {
  /// The places of the text; equal texts that must stay equal are edited together.
  private let places: [Int]
  private let base: ChoiceSequence
  private let text: [UInt32]
  private let shortest: Int

  /// Finds the text at some places; `nil` if there is none.
  private init?(at places: [Int], in search: ShrinkSearch) {
    guard let first = places.first, places.allSatisfy({ $0 < search.current.count }),
      case .text(let text, _, let count) = search.current[first]
    else { return nil }
    self.places = places
    self.base = search.current
    self.text = text
    self.shortest = count.lowerBound
  }

  /// The current case with another text in all places; `nil` where one of them does not allow it.
  private func candidate(_ text: [UInt32]) -> Candidate? {
    var edited = base
    for place in places {
      guard case .text(_, let letters, let count) = base[place], count.contains(text.count),
        text.allSatisfy({ $0 < letters })
      else { return nil }
      edited = edited.replacing(place, with: .text(text, letters: letters, count: count))
    }
    return Candidate(edited)
  }

  static func minimize(_ places: [Int], in search: inout ShrinkSearch) {
    guard let now = MinimizeText(at: places, in: search), !search.current[places[0]].isSimplest
    else { return }
    if search.attempt(now.candidate(Array(repeating: 0, count: now.shortest))) { return }
    if search.attempt(now.candidate(Array(repeating: 0, count: now.text.count))) {
      shorten(places, in: &search)
      return
    }
    shorten(places, in: &search)
    shortenRaising(places, in: &search)
    sort(places, in: &search)
    lowerEqualLetters(places, in: &search)
    lowerLetters(places, in: &search)
  }

  /// Deletes runs of letters, from the back.
  private static func shorten(_ places: [Int], in search: inout ShrinkSearch) {
    guard var end = MinimizeText(at: places, in: search)?.text.count else { return }
    while end > 0, let now = MinimizeText(at: places, in: search) {
      end = min(end, now.text.count)
      let deleted = search.findInteger(limit: min(end, now.text.count - now.shortest)) { count in
        var text = now.text
        text.removeSubrange((end - count)..<end)
        return now.candidate(text)
      }
      end -= deleted + 1
    }
  }

  /// One letter fewer, but all of them the last of the alphabet: 999 for 1000. Lowering them comes
  /// after.
  private static func shortenRaising(_ places: [Int], in search: inout ShrinkSearch) {
    while let now = MinimizeText(at: places, in: search), now.text.count > max(now.shortest, 1),
      case .text(_, let letters, _) = now.base[places[0]],
      search.attempt(
        now.candidate(Array(repeating: UInt32(letters - 1), count: now.text.count - 1)))
    {}
  }

  private static func sort(_ places: [Int], in search: inout ShrinkSearch) {
    guard let now = MinimizeText(at: places, in: search) else { return }
    _ = search.attempt(now.candidate(now.text.sorted()))
  }

  private static func lowerEqualLetters(_ places: [Int], in search: inout ShrinkSearch) {
    guard let start = MinimizeText(at: places, in: search) else { return }
    for letter in Set(start.text).sorted() where letter > 0 {
      guard let now = MinimizeText(at: places, in: search),
        now.text.count(where: { $0 == letter }) > 1
      else { continue }
      _ = search.descend(from: UInt(letter)) { distance in
        now.candidate(now.text.map { $0 == letter ? UInt32(distance) : $0 })
      }
    }
  }

  /// The largest number of letters that are tried one by one.
  private static let fewLetters = 16

  private static func lowerLetters(_ places: [Int], in search: inout ShrinkSearch) {
    var letter = 0
    while let now = MinimizeText(at: places, in: search), letter < now.text.count {
      func candidate(_ distance: UInt) -> Candidate? {
        var text = now.text
        text[letter] = UInt32(distance)
        return now.candidate(text)
      }
      let lowest = search.descend(from: UInt(now.text[letter]), candidate)
      // Letters are of kinds, vowels or capitals, more than large or small.
      if lowest > 2 {
        let others = min(Int(lowest), fewLetters) - 2
        _ = search.firstSuccess(others) { candidate(UInt($0) + 2) }
      }
      lowerRaising(letter, places, in: &search)
      letter += 1
    }
  }

  /// The letter by one, with all letters behind it the last of the alphabet: 299 for 300.
  private static func lowerRaising(
    _ letter: Int, _ places: [Int], in search: inout ShrinkSearch
  ) {
    while let now = MinimizeText(at: places, in: search), letter < now.text.count - 1,
      now.text[letter] > 0, case .text(_, let letters, _) = now.base[places[0]]
    {
      var text = now.text
      text[letter] -= 1
      for place in (letter + 1)..<text.count { text[place] = UInt32(letters - 1) }
      guard search.attempt(now.candidate(text)) else { return }
    }
  }
}
