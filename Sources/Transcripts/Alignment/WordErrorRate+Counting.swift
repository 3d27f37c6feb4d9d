extension WordErrorRate {
  /// Counts the errors of an alignment of fewest edits, and among those of most hits, without making
  /// the alignment.
  ///
  /// Dynamic programming with a substitution that costs a hair more than a gap
  /// (``WordAlignment/Weights/unit``) ends in `c = edits · 2¹⁴ + substitutions`. With *r* words of
  /// reference and *h* of hypothesis the other counts follow:
  /// `hits = (r + h − edits − substitutions) / 2`, deletions and insertions are what is left of *r*
  /// and *h*. So two rows of the table are enough.
  ///
  /// Returns nil for texts of so many words that the hairs would weigh more than an edit.
  init?(reference: borrowing WordBlock, hypothesis: borrowing WordBlock) {
    guard reference.count + hypothesis.count < 1 << 14 else { return nil }
    let (rows, columns) = (reference.count, hypothesis.count)
    let cost = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: rows + columns + 1) {
      numbers in
      Self.number(reference, hypothesis, numbers)
      return Self.cost(
        UnsafeBufferPointer(rebasing: numbers[..<rows]),
        UnsafeBufferPointer(rebasing: numbers[rows..<rows + columns]))
    }
    let edits = Int(cost >> 14)
    let substitutions = Int(cost & (1 << 14 - 1))
    let hits = (rows + columns - edits - substitutions) / 2
    self.init(
      substitutions: substitutions, deletions: rows - hits - substitutions,
      insertions: columns - hits - substitutions, referenceWords: rows)
  }

  /// Numbers the reference's words, and the hypothesis's behind them: equal words have equal numbers,
  /// and a word that the reference lacks has the number 0.
  private static func number(
    _ reference: borrowing WordBlock, _ hypothesis: borrowing WordBlock,
    _ numbers: UnsafeMutableBufferPointer<UInt32>
  ) {
    // At most half full; a power of two.
    let size = 4 << (Int.bitWidth - reference.count.leadingZeroBitCount)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { slots in
      slots.initialize(repeating: 0)
      for index in 0..<reference.count {
        let prefix = reference.prefix(of: index)
        let length = reference.word(index).count
        var slot = slot(prefix, length, size)
        while slots[slot] != 0 {
          let known = Int(slots[slot]) &- 1
          if isEqual(reference, known, reference, index, prefix, length) { break }
          slot = (slot &+ 1) & (size &- 1)
        }
        if slots[slot] == 0 { slots[slot] = UInt32(index + 1) }
        numbers.initializeElement(at: index, to: slots[slot])
      }
      for index in 0..<hypothesis.count {
        let prefix = hypothesis.prefix(of: index)
        let length = hypothesis.word(index).count
        var slot = slot(prefix, length, size)
        while slots[slot] != 0 {
          let known = Int(slots[slot]) &- 1
          if isEqual(reference, known, hypothesis, index, prefix, length) { break }
          slot = (slot &+ 1) & (size &- 1)
        }
        numbers.initializeElement(at: reference.count + index, to: slots[slot])
      }
    }
  }

  @inline(__always)
  private static func slot(_ prefix: UInt64, _ length: Int, _ size: Int) -> Int {
    let mixed = (prefix ^ UInt64(truncatingIfNeeded: length) &<< 56) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 32) & (size &- 1)
  }

  @inline(__always)
  private static func isEqual(
    _ first: borrowing WordBlock, _ known: Int, _ second: borrowing WordBlock, _ index: Int,
    _ prefix: UInt64, _ length: Int
  ) -> Bool {
    guard first.prefix(of: known) == prefix else { return false }
    let word = first.word(known)
    guard word.count == length else { return false }
    if length <= 8 { return true }
    let other = second.word(index)
    for place in 8..<length where word[place] != other[place] { return false }
    return true
  }

  /// The least cost of aligning numbered words.
  private static func cost(
    _ reference: UnsafeBufferPointer<UInt32>, _ hypothesis: UnsafeBufferPointer<UInt32>
  ) -> Int32 {
    // Equal ends cost nothing in one of the best alignments.
    var (first, rows, columns) = (0, reference.count, hypothesis.count)
    while first < rows, first < columns, reference[first] == hypothesis[first] { first &+= 1 }
    while rows > first, columns > first, reference[rows &- 1] == hypothesis[columns &- 1] {
      rows &-= 1
      columns &-= 1
    }
    let (substitution, gap) = WordAlignment.Weights.unit.costs
    if rows == first { return Int32(columns - first) * gap }
    if columns == first { return Int32(rows - first) * gap }
    let width = columns &- first
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: width) { costs in
      for column in 0..<width {
        costs.initializeElement(at: column, to: Int32(truncatingIfNeeded: column &+ 1) &* gap)
      }
      var left: Int32 = 0
      for row in 0..<rows &- first {
        let word = reference[first &+ row]
        var diagonal = Int32(truncatingIfNeeded: row) &* gap
        left = diagonal &+ gap
        for column in 0..<width {
          let up = costs[column]
          let changed = diagonal &+ (word == hypothesis[first &+ column] ? 0 : substitution)
          // What doesn't wait for the cell to the left comes first.
          left = min(min(changed, up &+ gap), left &+ gap)
          diagonal = up
          costs[column] = left
        }
      }
      return left
    }
  }
}
