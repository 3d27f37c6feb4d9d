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

  /// What an alignment minimises.
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

  /// Substitutions, deletions and insertions together.
  public var edits: Int { substitutions + deletions + insertions }

  /// Aligns words that have been normalised before.
  public init(reference: [String], hypothesis: [String], weights: Weights = .unit) {
    var interner = WordInterner()
    self.init(
      reference: interner.intern(reference), hypothesis: interner.intern(hypothesis),
      weights: weights)
  }

  /// Aligns interned words: equal numbers are equal words.
  public init(reference: [UInt32], hypothesis: [UInt32], weights: Weights = .unit) {
    operations = Self.align(reference, hypothesis, weights: weights)
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
  private static func align(
    _ reference: [UInt32], _ hypothesis: [UInt32], weights: Weights
  ) -> [Operation] {
    let (substitution, gap) = weights.costs
    let rows = reference.count
    let columns = hypothesis.count
    let width = columns + 1
    var costs = [Int32](repeating: 0, count: (rows + 1) * width)
    for column in 0..<width { costs[column] = Int32(column) * gap }
    for row in 0..<rows {
      let above = row * width
      let here = above + width
      costs[here] = Int32(row + 1) * gap
      let word = reference[row]
      for column in 0..<columns {
        let diagonal = costs[above + column] + (word == hypothesis[column] ? 0 : substitution)
        let gapped = min(costs[above + column + 1], costs[here + column]) + gap
        costs[here + column + 1] = min(diagonal, gapped)
      }
    }

    var operations: [Operation] = []
    operations.reserveCapacity(max(rows, columns) + 4)
    var row = rows
    var column = columns
    while row > 0 || column > 0 {
      let cost = costs[row * width + column]
      if row > 0, column > 0 {
        let isHit = reference[row - 1] == hypothesis[column - 1]
        let before = costs[(row - 1) * width + column - 1]
        if cost == before + (isHit ? 0 : substitution) {
          operations.append(isHit ? .hit : .substitution)
          row -= 1
          column -= 1
          continue
        }
      }
      if column > 0, cost == costs[row * width + column - 1] + gap {
        operations.append(.insertion)
        column -= 1
      } else {
        operations.append(.deletion)
        row -= 1
      }
    }
    operations.reverse()
    return operations
  }
}
