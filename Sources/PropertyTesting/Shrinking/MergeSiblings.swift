/// Deletes a sibling that holds an integer and adds that to another one, going round at its bounds
/// as machine integers do: where only a sum counts, one summand is enough.
///
/// Not from Hypothesis: wrapping sums, as in the challenge *bound5*, end in one summand.
struct MergeSiblings: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = search.spans.count - 1
    while index >= 0 {
      if index < search.spans.count { merge(index, in: &search) }
      index -= 1
    }
  }

  private func merge(_ index: Int, in search: inout ShrinkSearch) {
    let base = search.current
    let range = search.spans[index].range
    let integers = range.filter { base[$0].signedDistance != nil }
    guard integers.count == 1, let amount = base[integers[0]].signedDistance, amount != 0 else {
      return
    }
    let others = base.choices.indices.filter {
      !range.contains($0) && base[$0].signedDistance ?? 0 != 0
    }
    .prefix(16)
    _ = search.firstSuccess(others.count) { number in
      guard let sum = base[others[number]].movedAround(by: amount) else { return nil }
      return Candidate(base.replacing(others[number], with: sum).removing(range))
    }
  }
}

extension Choice {
  /// The integer moved by `offset`, going on at the other bound where it leaves its range; `nil`
  /// for other kinds.
  fileprivate func movedAround(by offset: Int) -> Choice? {
    if let moved = moved(by: offset) { return moved }
    guard case .integer(let value, let range, let towards) = self else { return nil }
    let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !overflow, width < .max, abs(offset) <= width else { return nil }
    // In range by construction: the offset is at most one turn.
    let turned = offset > 0 ? value - (width - offset) - 1 : value + (width + offset) + 1
    return .integer(turned, in: range, towards: towards)
  }
}
