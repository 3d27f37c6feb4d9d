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
    let gaps = mostGaps(reference, hypothesis, weights)
    let before = lastRow(Array(first), Array(hypothesis), weights, gaps: gaps)
    let behind = lastRow(second.reversed(), hypothesis.reversed(), weights, gaps: gaps)
    // Outside of the bands nothing is as good as the best.
    let columns = before.columns.clamped(
      to: (hypothesis.count - behind.columns.upperBound + 1)..<(hypothesis.count
        - behind.columns.lowerBound + 1))
    let cut =
      columns.min { one, other in
        before[one] + behind[hypothesis.count - one]
          < before[other] + behind[hypothesis.count - other]
      } ?? 0
    return alignHalves(first, UnsafeBufferPointer(rebasing: hypothesis[..<cut]), weights: weights)
      + alignHalves(second, UnsafeBufferPointer(rebasing: hypothesis[cut...]), weights: weights)
  }

  /// How many deletions and insertions an alignment of the least cost has at most.
  ///
  /// It has no more edits than the edit distance *D*, or under ``Weights/sclite`` no higher a cost than *D*
  /// substitutions would have; each gap is an edit, and costs 3.
  private static func mostGaps(
    _ reference: UnsafeBufferPointer<UInt32>, _ hypothesis: UnsafeBufferPointer<UInt32>,
    _ weights: Weights
  ) -> Int {
    let edits = WordDistance.edits(Array(reference), Array(hypothesis))
    return switch weights {
    case .unit: edits
    case .sclite:
      edits * Int(weights.costs.substitution) / Int(weights.costs.gap) + 1
    }
  }

  /// The least costs of aligning all of a text with beginnings of another, of which only those are known that an
  /// alignment of the least cost of both texts can go through.
  private struct Row {
    let columns: Range<Int>
    let costs: [Int]

    subscript(column: Int) -> Int { costs[column - columns.lowerBound] }
  }

  /// The least cost of aligning all of `reference` with each beginning of `hypothesis`, within a band: an alignment
  /// that has at most `gaps` deletions and insertions is never further from the diagonal (Ukkonen, Information
  /// and Control 64, 1985). So the time is that of the shorter text times the number of errors.
  private static func lastRow(
    _ reference: [UInt32], _ hypothesis: [UInt32], _ weights: Weights, gaps: Int
  ) -> Row {
    let (substitution, gap) =
      switch weights {
      case .unit: (1 << 32 + 1, 1 << 32)
      case .sclite: (Int(weights.costs.substitution), Int(weights.costs.gap))
      }
    let far = Int.max / 4
    let count = hypothesis.count
    var costs = [Int](repeating: far, count: count + 1)
    for column in 0...min(gaps, count) { costs[column] = column * gap }
    var (low, high) = (0, min(gaps, count))
    reference.withUnsafeBufferPointer { reference in
      hypothesis.withUnsafeBufferPointer { hypothesis in
        costs.withUnsafeMutableBufferPointer { costs in
          for row in 1...max(1, reference.count) where row <= reference.count {
            let word = reference[row - 1]
            let (start, end) = (max(0, row - gaps), min(count, row + gaps))
            var diagonal = far
            var left = far
            if start == 0 {
              diagonal = costs[0]
              left = row * gap
              costs[0] = left
            } else {
              // What lies below the band is out of reach from now on.
              diagonal = costs[start - 1]
              costs[start - 1] = far
            }
            var column = max(start, 1)
            while column <= end {
              let up = costs[column]
              let changed = diagonal &+ (word == hypothesis[column &- 1] ? 0 : substitution)
              left = min(changed, up &+ gap, left &+ gap)
              costs[column] = left
              diagonal = up
              column &+= 1
            }
            (low, high) = (start, end)
          }
        }
      }
    }
    guard low <= high else { return Row(columns: 0..<0, costs: []) }
    return Row(columns: low..<high + 1, costs: Array(costs[low...high]))
  }
}
