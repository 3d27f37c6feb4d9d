/// Moves as much as possible from an integer to a later one, so that their sum stays.
///
/// Hypothesis's `redistribute_numeric_pairs`.
struct RedistributePairs: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    for pair in IntegerPair.all(in: search.current) {
      let base = search.current
      guard pair.second < base.count, let distance = base[pair.first].signedDistance,
        distance != 0, base[pair.second].signedDistance != nil
      else { continue }
      let step = distance.signum()
      func moving(_ count: Int) -> Candidate? {
        guard let first = base[pair.first].moved(by: -step * count),
          let second = base[pair.second].moved(by: step * count)
        else { return nil }
        return Candidate(
          base.replacing(pair.first, with: first).replacing(pair.second, with: second))
      }
      if search.attempt(moving(abs(distance))) { continue }
      _ = search.findInteger(limit: abs(distance) - 1, moving)
    }
  }
}
