/// Spearman's rank correlation.
package enum RankCorrelation {
  /// Pearson's correlation of the ranks, ties sharing their mean rank; 0 where one side does not vary.
  ///
  /// - Precondition: as many of both.
  package static func spearman(_ first: [Double], _ second: [Double]) -> Double {
    precondition(first.count == second.count, "pairs")
    let (one, other) = (ranks(first), ranks(second))
    let mean = Double(first.count + 1) / 2
    var (both, ofOne, ofOther) = (0.0, 0.0, 0.0)
    for (left, right) in zip(one, other) {
      both += (left - mean) * (right - mean)
      ofOne += (left - mean) * (left - mean)
      ofOther += (right - mean) * (right - mean)
    }
    guard ofOne > 0, ofOther > 0 else { return 0 }
    return both / (ofOne * ofOther).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
