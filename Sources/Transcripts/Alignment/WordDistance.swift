/// The least number of word edits between two texts, without the alignment.
///
/// Bit-parallel after Myers (J. ACM 46, 1999) in Hyyrö's formulation (2003): one machine word holds
/// 64 rows of the table, longer references take several.
public enum WordDistance {
  /// The Levenshtein distance between interned words; equals ``WordAlignment/edits`` under
  /// ``WordAlignment/Weights/unit``.
  public static func edits(_ first: [UInt32], _ second: [UInt32]) -> Int {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in edits(first, second) }
    }
  }

  /// The Levenshtein distance between words.
  public static func edits(_ first: [String], _ second: [String]) -> Int {
    var interner = WordInterner()
    let first = interner.intern(first)
    return edits(first, interner.intern(second))
  }

  private static func edits(
    _ first: UnsafeBufferPointer<UInt32>, _ second: UnsafeBufferPointer<UInt32>
  ) -> Int {
    // Equal ends change nothing, and in N-best lists they are most of the text.
    var start = 0
    var rows = first.count
    var columns = second.count
    while start < rows, start < columns, first[start] == second[start] { start += 1 }
    while rows > start, columns > start, first[rows - 1] == second[columns - 1] {
      rows -= 1
      columns -= 1
    }
    let pattern = UnsafeBufferPointer(rebasing: first[start..<rows])
    let text = UnsafeBufferPointer(rebasing: second[start..<columns])
    if pattern.isEmpty { return text.count }
    if text.isEmpty { return pattern.count }
    switch pattern.count {
    case ...6: return singleWord(pattern, text) { matches(pattern, from: 0, $0) }
    case ...64:
      return withMatchTable(of: pattern) { table in singleWord(pattern, text) { table[$0] } }
    default: return blocks(pattern, text)
    }
  }

  private static func matches(
    _ pattern: UnsafeBufferPointer<UInt32>, from start: Int, _ word: UInt32
  ) -> UInt64 {
    var mask: UInt64 = 0
    let end = min(pattern.count - start, 64)
    for row in 0..<end where pattern[start &+ row] == word { mask |= 1 << UInt64(row) }
    return mask
  }

  /// The places of each word in a pattern of at most 64 words, in a hash table on the stack that is
  /// filled once, which avoids a comparison with every row for every column.
  private struct MatchTable {
    /// The masks of the slots; 0 marks an empty slot.
    let masks: UnsafeMutableBufferPointer<UInt64>
    let words: UnsafeMutableBufferPointer<UInt32>

    init(
      _ pattern: UnsafeBufferPointer<UInt32>, masks: UnsafeMutableBufferPointer<UInt64>,
      words: UnsafeMutableBufferPointer<UInt32>
    ) {
      self.masks = masks
      self.words = words
      masks.initialize(repeating: 0)
      for row in 0..<pattern.count {
        let slot = slot(of: pattern[row])
        words[slot] = pattern[row]
        masks[slot] |= 1 &<< UInt64(truncatingIfNeeded: row)
      }
    }

    @inline(__always)
    private func slot(of word: UInt32) -> Int {
      let limit = masks.count &- 1
      var slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B1) >> 16) & limit
      while masks[slot] != 0, words[slot] != word { slot = (slot &+ 1) & limit }
      return slot
    }

    @inline(__always)
    subscript(word: UInt32) -> UInt64 { masks[slot(of: word)] }
  }

  private static func withMatchTable(
    of pattern: UnsafeBufferPointer<UInt32>, _ body: (MatchTable) -> Int
  ) -> Int {
    // At most half full; a power of two.
    let size = 2 << (Int.bitWidth - (pattern.count - 1).leadingZeroBitCount)
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { masks in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { words in
        body(MatchTable(pattern, masks: masks, words: words))
      }
    }
  }

  @inline(__always)
  private static func singleWord(
    _ pattern: UnsafeBufferPointer<UInt32>, _ text: UnsafeBufferPointer<UInt32>,
    matching mask: (UInt32) -> UInt64
  ) -> Int {
    let last: UInt64 = 1 << UInt64(pattern.count - 1)
    var positive = UInt64.max
    var negative: UInt64 = 0
    var distance = pattern.count
    for word in text {
      let equal = mask(word)
      let diagonal = (((equal & positive) &+ positive) ^ positive) | equal | negative
      var horizontalPositive = negative | ~(diagonal | positive)
      let horizontalNegative = positive & diagonal
      if horizontalPositive & last != 0 { distance += 1 }
      if horizontalNegative & last != 0 { distance -= 1 }
      horizontalPositive = horizontalPositive << 1 | 1
      positive = horizontalNegative << 1 | ~(diagonal | horizontalPositive)
      negative = horizontalPositive & diagonal
    }
    return distance
  }

  private static func blocks(
    _ pattern: UnsafeBufferPointer<UInt32>, _ text: UnsafeBufferPointer<UInt32>
  ) -> Int {
    let count = (pattern.count + 63) / 64
    let last: UInt64 = 1 << UInt64((pattern.count - 1) % 64)
    let places = BlockPlaces(pattern)
    var positives = [UInt64](repeating: .max, count: count)
    var negatives = [UInt64](repeating: 0, count: count)
    var distance = pattern.count
    for word in text {
      var carryPositive: UInt64 = 1
      var carryNegative: UInt64 = 0
      var found = places.blocks(of: word)
      for block in 0..<count {
        var mask: UInt64 = 0
        if let next = found.first, next.block == block {
          mask = next.mask
          found = found.dropFirst()
        }
        let positive = positives[block]
        let negative = negatives[block]
        let equal = mask | carryNegative
        let diagonal = (((equal & positive) &+ positive) ^ positive) | equal | negative
        var horizontalPositive = negative | ~(diagonal | positive)
        var horizontalNegative = positive & diagonal
        if block == count - 1 {
          if horizontalPositive & last != 0 { distance += 1 }
          if horizontalNegative & last != 0 { distance -= 1 }
        }
        let nextPositive = horizontalPositive >> 63
        let nextNegative = horizontalNegative >> 63
        horizontalPositive = horizontalPositive << 1 | carryPositive
        horizontalNegative = horizontalNegative << 1 | carryNegative
        positives[block] = horizontalNegative | ~(diagonal | horizontalPositive)
        negatives[block] = horizontalPositive & diagonal
        carryPositive = nextPositive
        carryNegative = nextNegative
      }
    }
    return distance
  }
}

/// The blocks of 64 in which a long pattern has each word, and the places there, so that a step
/// through the table costs the same however long the pattern is.
private struct BlockPlaces {
  struct Place {
    let block: Int
    var mask: UInt64
  }

  private var places: [UInt32: [Place]] = [:]

  init(_ pattern: UnsafeBufferPointer<UInt32>) {
    for (row, word) in pattern.enumerated() {
      let (block, bit) = (row / 64, UInt64(1) << UInt64(row % 64))
      var known = places[word] ?? []
      // Taken out meanwhile, lest it be copied.
      places[word] = nil
      if let last = known.indices.last, known[last].block == block {
        known[last].mask |= bit
      } else {
        known.append(Place(block: block, mask: bit))
      }
      places[word] = known
    }
  }

  /// The places of a word in the order of the blocks.
  func blocks(of word: UInt32) -> ArraySlice<Place> { places[word].map { $0[...] } ?? [] }
}
