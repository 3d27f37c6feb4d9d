extension Array {
  /// The smallest possible number of chunks of at most `size` elements, of about equal cost, so
  /// that threads that take one each don't wait long for one another. Within a chunk the elements
  /// keep their order.
  ///
  /// The costliest elements are assigned first, each to the cheapest chunk that has room (Graham
  /// 1969, with a bound on the number). Ties go to the first, so the result depends only on the
  /// elements.
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
