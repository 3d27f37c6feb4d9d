/// Moves letters from a text to a later one, and appends a whole text to another when its span
/// goes: where only the letters together count, the fewest texts hold them.
///
/// Not from Hypothesis, which does not redistribute texts.
struct MoveLetters: ShrinkPass {
  /// How many texts apart two may be.
  private let reach = 5

  func run(on search: inout ShrinkSearch) {
    let places = texts(in: search)
    for number in places.indices {
      for other in places[(number + 1)...].prefix(reach) {
        move(from: places[number], to: other, in: &search)
      }
    }
    var index = search.spans.count - 1
    while index >= 0 {
      if index < search.spans.count { merge(index, in: &search) }
      index -= 1
    }
  }

  private func texts(in search: ShrinkSearch) -> [Int] {
    search.current.choices.indices.filter {
      if case .text(let text, _, _) = search.current[$0] { !text.isEmpty } else { false }
    }
  }

  private func move(from first: Int, to second: Int, in search: inout ShrinkSearch) {
    let base = search.current
    guard second < base.count, case .text(let text, let letters, let count) = base[first] else {
      return
    }
    func moving(_ number: Int) -> Candidate? {
      guard let longer = base[second].appending(text.suffix(number)) else { return nil }
      let shorter = Choice.text(text.dropLast(number), letters: letters, count: count)
      return Candidate(base.replacing(first, with: shorter).replacing(second, with: longer))
    }
    let limit = text.count - count.lowerBound
    if limit > 0, !search.attempt(moving(limit)) {
      _ = search.findInteger(limit: limit - 1, moving)
    }
  }

  private func merge(_ index: Int, in search: inout ShrinkSearch) {
    let base = search.current
    let range = search.spans[index].range
    let all = texts(in: search)
    let inside = all.filter(range.contains)
    guard inside.count == 1, case .text(let text, _, _) = base[inside[0]] else { return }
    let others = all.filter { !range.contains($0) }.prefix(16)
    _ = search.firstSuccess(others.count) { number in
      guard let longer = base[others[number]].appending(text) else { return nil }
      return Candidate(base.replacing(others[number], with: longer).removing(range))
    }
  }
}

extension Choice {
  /// The text with more letters, if its constraint allows them; `nil` for other kinds.
  fileprivate func appending(_ more: some Collection<UInt32>) -> Choice? {
    guard case .text(let text, let letters, let count) = self,
      text.count + more.count <= count.upperBound, more.allSatisfy({ $0 < letters })
    else { return nil }
    return .text(text + more, letters: letters, count: count)
  }
}
