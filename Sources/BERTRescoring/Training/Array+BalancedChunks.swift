extension Array {
  /// As few chunks of at most `size` elements as hold them all, of about equal cost, so that threads which
  /// take one each don't wait long for one another; within a chunk the elements keep their order.
  ///
  /// The costliest elements are dealt out first, each to the cheapest chunk that has room (Graham 1969, with a
  /// bound on the number). Of equal ones the first counts, so the result depends on the elements alone.
  package func balancedChunks(of size: Int, cost: (Element) -> Int) -> [[Element]] {
    let costs = map(cost)
    var chunks = [[Int]](repeating: [], count: (count + size - 1) / size)
    var totals = [Int](repeating: 0, count: chunks.count)
    for index in indices.sorted(by: { (-costs[$0], $0) < (-costs[$1], $1) }) {
      let open = chunks.indices.filter { chunks[$0].count < size }
      let cheapest = open.min { (totals[$0], $0) < (totals[$1], $1) }!
      chunks[cheapest].append(index)
      totals[cheapest] += costs[index]
    }
    return chunks.map { $0.sorted().map { self[$0] } }
  }
}
