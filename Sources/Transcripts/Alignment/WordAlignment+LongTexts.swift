extension WordAlignment {
  /// Whether a table of so many words against so many others is small enough: 2¹⁴ hairs would weigh as
  /// much as an edit, see ``Weights/unit``.
  static func fitsTable(_ rows: Int, _ columns: Int) -> Bool { rows + columns < 1 << 14 }

  /// An alignment as good as that of the whole table, in memory for two of its rows: the reference is
  /// parted in the middle, the hypothesis where the two halves cost least (Hirschberg, CACM 18, 1975).
  /// Of equally good ones it may be another.
  static func alignHalves(
    _ reference: UnsafeBufferPointer<UInt32>, _ hypothesis: UnsafeBufferPointer<UInt32>,
    weights: Weights
  ) -> [Operation] {
    if fitsTable(reference.count, hypothesis.count) {
      return align(reference, hypothesis, weights: weights)
    }
    // Of one word against many the many are parted.
    guard reference.count > 1 else {
      return align(hypothesis, reference, weights: weights).map {
        switch $0 {
        case .insertion: .deletion
        case .deletion: .insertion
        case .hit, .substitution: $0
        }
      }
    }
    let half = reference.count / 2
    let first = UnsafeBufferPointer(rebasing: reference[..<half])
    let second = UnsafeBufferPointer(rebasing: reference[half...])
    let before = lastRow(Array(first), Array(hypothesis), weights)
    let behind = lastRow(second.reversed(), hypothesis.reversed(), weights)
    let totals = before.indices.map { before[$0] + behind[hypothesis.count - $0] }
    let cut = totals.indices.min { totals[$0] < totals[$1] } ?? 0
    return alignHalves(first, UnsafeBufferPointer(rebasing: hypothesis[..<cut]), weights: weights)
      + alignHalves(second, UnsafeBufferPointer(rebasing: hypothesis[cut...]), weights: weights)
  }

  /// The least cost of aligning all of `reference` with each beginning of `hypothesis`.
  private static func lastRow(
    _ reference: [UInt32], _ hypothesis: [UInt32], _ weights: Weights
  ) -> [Int] {
    let (substitution, gap) =
      switch weights {
      case .unit: (1 << 32 + 1, 1 << 32)
      case .sclite: (Int(weights.costs.substitution), Int(weights.costs.gap))
      }
    var costs = (0...hypothesis.count).map { $0 * gap }
    for (row, word) in reference.enumerated() {
      var diagonal = costs[0]
      costs[0] = (row + 1) * gap
      for column in hypothesis.indices {
        let up = costs[column + 1]
        let changed = diagonal + (word == hypothesis[column] ? 0 : substitution)
        costs[column + 1] = min(changed, up + gap, costs[column] + gap)
        diagonal = up
      }
    }
    return costs
  }
}
