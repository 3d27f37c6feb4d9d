/// How a hypothesis's words stand against the reference's: which were hit, substituted, deleted or
/// inserted.
///
/// Under ``Weights/unit`` the alignment has the fewest edits that are possible (the Levenshtein
/// distance), and among those the most hits; so the four counts depend on nothing else. Where
/// several alignments have these counts, the one is taken that, read from the end, prefers a hit or
/// substitution, then an insertion, then a deletion.
///
/// Under ``Weights/sclite`` the counts are those of NIST's `sclite`, which charges 4 for a
/// substitution and 3 for a deletion or insertion, and can therefore count more edits than needed.
public struct WordAlignment: Hashable, Sendable {
  /// One step through reference and hypothesis.
  public enum Operation: UInt8, Hashable, Sendable {
    /// The next words are equal.
    case hit
    /// The next words differ.
    case substitution
    /// The hypothesis lacks the next reference word.
    case deletion
    /// The hypothesis has a word that the reference lacks.
    case insertion
  }

  /// The weights whose sum an alignment minimizes.
  public enum Weights: Hashable, Sendable {
    /// Every edit counts 1: what WER means by definition, and what jiwer reports.
    case unit
    /// 4 for a substitution, 3 for a deletion or insertion: what `sclite` reports.
    case sclite

    /// Substitution and gap weights. Under `unit` a substitution costs a hair more than a gap, too
    /// little to change the number of edits, so that the alignment with the most hits wins.
    var costs: (substitution: Int32, gap: Int32) {
      switch self {
      case .unit: (1 << 14 + 1, 1 << 14)
      case .sclite: (4, 3)
      }
    }
  }

  /// The steps in order; reading them consumes both texts.
  public let operations: [Operation]
  public let hits: Int
  public let substitutions: Int
  public let deletions: Int
  public let insertions: Int

  /// The number of substitutions, deletions and insertions.
  public var edits: Int { substitutions + deletions + insertions }

  /// Aligns words that have been normalized before.
  public init(reference: [String], hypothesis: [String], weights: Weights = .unit) {
    var interner = WordInterner()
    self.init(
      reference: interner.intern(reference), hypothesis: interner.intern(hypothesis),
      weights: weights)
  }

  /// Aligns interned words: equal numbers are equal words.
  public init(reference: [UInt32], hypothesis: [UInt32], weights: Weights = .unit) {
    operations = reference.withUnsafeBufferPointer { reference in
      hypothesis.withUnsafeBufferPointer { hypothesis in
        Self.align(reference, hypothesis, weights: weights)
      }
    }
    var counts = (hit: 0, substitution: 0, deletion: 0, insertion: 0)
    for operation in operations {
      switch operation {
      case .hit: counts.hit += 1
      case .substitution: counts.substitution += 1
      case .deletion: counts.deletion += 1
      case .insertion: counts.insertion += 1
      }
    }
    (hits, substitutions, deletions, insertions) = counts
  }

  /// Dynamic programming over the whole table, then back from its end.
  ///
  /// Equal ends need no table: read from the end, a hit is preferred and always among the best.
  static func align(
    _ reference: UnsafeBufferPointer<UInt32>, _ hypothesis: UnsafeBufferPointer<UInt32>,
    weights: Weights
  ) -> [Operation] {
    var rows = reference.count
    var columns = hypothesis.count
    while rows > 0, columns > 0, reference[rows - 1] == hypothesis[columns - 1] {
      rows -= 1
      columns -= 1
    }
    let equal = reference.count - rows
    guard fitsTable(rows, columns) else {
      return alignHalves(
        UnsafeBufferPointer(rebasing: reference[..<rows]),
        UnsafeBufferPointer(rebasing: hypothesis[..<columns]), weights: weights)
        + Array(repeating: .hit, count: equal)
    }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: (rows + 1) * (columns + 1)) {
      costs in
      fill(costs, reference, hypothesis, rows: rows, columns: columns, weights: weights)
      // Written from the end, so that nothing needs turning round.
      let most = rows + columns + equal
      return withUnsafeTemporaryAllocation(of: Operation.self, capacity: max(most, 1)) { steps in
        var next = most
        func step(_ operation: Operation) {
          next -= 1
          steps.initializeElement(at: next, to: operation)
        }
        for _ in 0..<equal { step(.hit) }
        let (substitution, gap) = weights.costs
        let width = columns + 1
        var row = rows
        var column = columns
        while row > 0 || column > 0 {
          let place = row * width + column
          if row > 0, column > 0 {
            let isHit = reference[row - 1] == hypothesis[column - 1]
            if costs[place] == costs[place - width - 1] + (isHit ? 0 : substitution) {
              step(isHit ? .hit : .substitution)
              row -= 1
              column -= 1
              continue
            }
          }
          if column > 0, costs[place] == costs[place - 1] + gap {
            step(.insertion)
            column -= 1
          } else {
            step(.deletion)
            row -= 1
          }
        }
        return Array(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(steps)[next..<most]))
      }
    }
  }

  /// The least cost of aligning the first words of both, row by row.
  private static func fill(
    _ costs: UnsafeMutableBufferPointer<Int32>, _ reference: UnsafeBufferPointer<UInt32>,
    _ hypothesis: UnsafeBufferPointer<UInt32>, rows: Int, columns: Int, weights: Weights
  ) {
    let (substitution, gap) = weights.costs
    let width = columns + 1
    for column in 0..<width { costs.initializeElement(at: column, to: Int32(column) * gap) }
    for row in 0..<rows {
      let above = row * width
      let here = above + width
      var left = Int32(row + 1) * gap
      costs.initializeElement(at: here, to: left)
      let word = reference[row]
      var diagonal = costs[above]
      for column in 0..<columns {
        let up = costs[above + column + 1]
        let changed = diagonal &+ (word == hypothesis[column] ? 0 : substitution)
        // What doesn't wait for the cell to the left comes first.
        left = min(min(changed, up &+ gap), left &+ gap)
        diagonal = up
        costs.initializeElement(at: here + column + 1, to: left)
      }
    }
  }
}
