/// Moves as much as possible from a whole number to a later one, so that their sum stays, and all of it
/// to one of the next that is still the simplest.
///
/// Hypothesis's `redistribute_numeric_pairs`; the second half is not.
struct RedistributePairs: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    handOver(in: &search)
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

  /// How many numbers further on that one may stand.
  private static let reach = 2

  private func handOver(in search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      let base = search.current
      if let distance = base[index].signedDistance, distance != 0 {
        let next = base.choices.indices.dropFirst(index + 1)
          .filter { base[$0].signedDistance != nil }.prefix(Self.reach)
          .filter { base[$0].signedDistance == 0 }
        _ = search.firstSuccess(next.count) { number in
          guard let less = base[index].moved(by: -distance),
            let more = base[next[number]].moved(by: distance)
          else { return nil }
          return Candidate(base.replacing(index, with: less).replacing(next[number], with: more))
        }
      }
      index += 1
    }
  }
}
