/// Deletes the same letters of two texts that are equally long, where neither can go without the other.
///
/// Not from Hypothesis, which only edits equal texts together.
struct ShortenTextsTogether: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var places: [Int] = []
    for place in search.current.choices.indices {
      if case .text(let text, _, _) = search.current[place], !text.isEmpty { places.append(place) }
    }
    for (number, first) in places.enumerated() {
      for second in places[(number + 1)...].prefix(2) { shorten(first, second, in: &search) }
    }
  }

  private func shorten(_ first: Int, _ second: Int, in search: inout ShrinkSearch) {
    guard var end = search.current[first].letterCount, end == search.current[second].letterCount
    else { return }
    while end > 0 {
      let base = search.current
      let deleted = search.findInteger(limit: end) { count in
        let range = (end - count)..<end
        guard let left = base[first].removingLetters(range),
          let right = base[second].removingLetters(range)
        else { return nil }
        return Candidate(base.replacing(first, with: left).replacing(second, with: right))
      }
      end -= deleted + 1
    }
  }
}

extension Choice {
  fileprivate var letterCount: Int? {
    if case .text(let text, _, _) = self { text.count } else { nil }
  }

  fileprivate func removingLetters(_ range: Range<Int>) -> Choice? {
    guard case .text(var text, let letters, let count) = self, text.count >= range.upperBound,
      count.contains(text.count - range.count)
    else { return nil }
    text.removeSubrange(range)
    return .text(text, letters: letters, count: count)
  }
}
