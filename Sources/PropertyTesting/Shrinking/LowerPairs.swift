/// Lowers two integers by the same amount, so that their difference stays.
///
/// One by one they would follow each other in small steps, or not move at all.
///
/// Hypothesis's `lower_integers_together`.
struct LowerPairs: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    for pair in IntegerPair.all(in: search.current) {
      let base = search.current
      guard pair.second < base.count, let first = base[pair.first].signedDistance,
        let second = base[pair.second].signedDistance, first.signum() == second.signum(),
        first != 0
      else { continue }
      let (sign, smaller) = (first.signum(), min(abs(first), abs(second)))
      _ = search.descend(from: UInt(smaller)) { distance in
        let offset = sign * (Int(distance) - smaller)
        guard let first = base[pair.first].moved(by: offset),
          let second = base[pair.second].moved(by: offset)
        else { return nil }
        return Candidate(
          base.replacing(pair.first, with: first).replacing(pair.second, with: second))
      }
    }
  }
}
