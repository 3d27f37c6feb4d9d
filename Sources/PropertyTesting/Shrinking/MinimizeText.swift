/// Makes a text as short as it can be, then its letters as simple: runs of letters go, equal
/// letters are lowered together, then each on its own.
struct MinimizeText {
  /// Where the text stands; equal texts that must stay equal are edited together.
  private let places: [Int]
  private let base: ChoiceSequence
  private let text: [UInt32]
  private let shortest: Int

  /// `nil` where no text stands.
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

  private static func lowerLetters(_ places: [Int], in search: inout ShrinkSearch) {
    var letter = 0
    while let now = MinimizeText(at: places, in: search), letter < now.text.count {
      _ = search.descend(from: UInt(now.text[letter])) { distance in
        var text = now.text
        text[letter] = UInt32(distance)
        return now.candidate(text)
      }
      letter += 1
    }
  }
}
