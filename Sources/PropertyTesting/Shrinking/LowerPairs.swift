/// Lowers two integers by the same amount, so that their difference stays.
///
/// One by one they would follow each other in small steps, or not move at all.
struct LowerPairs: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    for pair in IntegerPair.all(in: search.current) {
      let base = search.current
      guard pair.second < base.count, let first = base[pair.first].signedDistance,
        let second = base[pair.second].signedDistance, first.signum() == second.signum(),
        first != 0
      else { continue }
      let step = first.signum()
      func lowering(_ count: Int) -> Candidate? {
        guard let first = base[pair.first].moved(by: -step * count),
          let second = base[pair.second].moved(by: -step * count)
        else { return nil }
        return Candidate(
          base.replacing(pair.first, with: first).replacing(pair.second, with: second))
      }
      let limit = min(abs(first), abs(second))
      if search.attempt(lowering(limit)) { continue }
      _ = search.findInteger(limit: limit - 1, lowering)
    }
  }
}
