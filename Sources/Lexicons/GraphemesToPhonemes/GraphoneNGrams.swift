import Foundation

/// An n-gram model of graphones with backoff, stored as a tree, in which it is estimated and
/// pruned.
///
/// The nodes of level k are the k-grams that occur; k-grams with the same beginning are adjacent.
package struct GraphoneNGrams {
  package struct Level {
    /// The last token of each k-gram.
    package var tokens: [UInt16] = []
    /// The node of level k − 1 that each k-gram extends.
    var parents: [UInt32] = []
    /// The node of level k − 1 for each k-gram without its first token.
    var suffixes: [UInt32] = []
    /// The number of occurrences of each k-gram.
    var counts: [UInt32] = []
    /// The probability of each k-gram's last token after the others.
    package var probabilities: [Double] = []
    /// The backoff weight of each context: the factor, relative to the shorter context, for tokens
    /// that never follow it.
    var backoffs: [Double] = []
    /// Whether each node is still part of the model.
    var isKept: [Bool] = []
  }

  /// The levels by number of tokens. Level 0 has one node, the empty context.
  package var levels: [Level] = []
  /// The number of different tokens, including those for the beginning and the end.
  package let tokenCount: Int
  package let start: UInt16

  package var order: Int { levels.count - 1 }

  /// Counts n-grams and estimates their probabilities by modified Kneser-Ney smoothing, interpolated (Chen and
  /// Goodman 1999).
  ///
  /// - Parameters:
  ///   - sequences: sequences of tokens, each beginning with `start` and ending with the end token.
  ///   - start: the token that begins each sequence; it is never predicted.
  package init(_ sequences: [[UInt16]], order: Int, tokenCount: Int, start: UInt16) {
    self.tokenCount = tokenCount
    self.start = start
    count(sequences, order: order)
    estimate()
  }

  private mutating func count(_ sequences: [[UInt16]], order: Int) {
    var tokens: [UInt16] = []
    /// For each position, the number of tokens left in its sequence, including the one at the
    /// position.
    var rests: [Int] = []
    for sequence in sequences {
      tokens += sequence
      rests += (0..<sequence.count).map { sequence.count - $0 }
    }
    var nodes = [UInt32](repeating: 0, count: tokens.count)
    levels = [
      Level(
        tokens: [0], parents: [0], suffixes: [0], counts: [UInt32(tokens.count)],
        probabilities: [1], backoffs: [1], isKept: [true])
    ]
    for length in 1...order {
      var keys: [(key: UInt64, place: UInt32)] = []
      for place in tokens.indices where rests[place] >= length {
        let token = tokens[place + length - 1]
        keys.append((UInt64(nodes[place]) << 16 | UInt64(token), UInt32(place)))
      }
      keys.sort { ($0.key, $0.place) < ($1.key, $1.place) }
      var level = Level()
      var next = [UInt32](repeating: .max, count: tokens.count)
      var previous = UInt64.max
      for (key, place) in keys {
        if key != previous {
          previous = key
          level.tokens.append(UInt16(truncatingIfNeeded: key))
          level.parents.append(UInt32(key >> 16))
          // The k-gram without its first token occurs one place further on.
          level.suffixes.append(length == 1 ? 0 : nodes[Int(place) + 1])
          level.counts.append(0)
        }
        level.counts[level.counts.count - 1] += 1
        next[Int(place)] = UInt32(level.tokens.count - 1)
      }
      level.probabilities = [Double](repeating: 0, count: level.tokens.count)
      level.backoffs = [Double](repeating: 1, count: level.tokens.count)
      level.isKept = [Bool](repeating: true, count: level.tokens.count)
      levels.append(level)
      nodes = next
    }
  }

  private mutating func estimate() {
    for length in 1...order {
      let count = levels[length].tokens.count
      // Shorter k-grams count in how many contexts they occur; those at the beginning have but one.
      var counts = levels[length].counts
      if length < order {
        var contexts = [UInt32](repeating: 0, count: count)
        for suffix in levels[length + 1].suffixes { contexts[Int(suffix)] += 1 }
        let isAtStart = startsAtBeginning(length)
        for node in 0..<count where !isAtStart[node] { counts[node] = contexts[node] }
      }
      let isPredicted = (0..<count).map {
        length > 1 || levels[1].tokens[$0] != start
      }
      var frequencies = [Double](repeating: 0, count: 5)
      for node in 0..<count where isPredicted[node] && counts[node] <= 4 {
        frequencies[Int(counts[node])] += 1
      }
      let discounts = Self.discounts(frequencies)
      let parents = levels[length].parents
      let parentCount = levels[length - 1].tokens.count
      var sums = [Double](repeating: 0, count: parentCount)
      var saved = [Double](repeating: 0, count: parentCount)
      for node in 0..<count where isPredicted[node] {
        sums[Int(parents[node])] += Double(counts[node])
        saved[Int(parents[node])] += discounts[min(Int(counts[node]), 3)]
      }
      for parent in 0..<parentCount where sums[parent] > 0 {
        levels[length - 1].backoffs[parent] = saved[parent] / sums[parent]
      }
      for node in 0..<count where isPredicted[node] {
        let parent = Int(parents[node])
        let lower =
          length == 1
          ? 1 / Double(tokenCount - 1)
          : levels[length - 1].probabilities[Int(levels[length].suffixes[node])]
        let discounted = Double(counts[node]) - discounts[min(Int(counts[node]), 3)]
        levels[length].probabilities[node] =
          max(discounted, 0) / sums[parent] + levels[length - 1].backoffs[parent] * lower
      }
    }
  }

  private func startsAtBeginning(_ length: Int) -> [Bool] {
    var isAtStart = levels[1].tokens.map { $0 == start }
    for length in 1..<max(length, 1) {
      isAtStart = levels[length + 1].parents.map { isAtStart[Int($0)] }
    }
    return isAtStart
  }

  /// The discounts for counts of 0, 1, 2, and 3 or more.
  private static func discounts(_ frequencies: [Double]) -> [Double] {
    let (n1, n2, n3, n4) = (frequencies[1], frequencies[2], frequencies[3], frequencies[4])
    guard n1 > 0, n2 > 0, n3 > 0, n4 > 0 else { return [0, 0.5, 0.75, 1] }
    let y = n1 / (n1 + 2 * n2)
    let found = [0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    return found.enumerated().map { min(max($1, 0.05), Double($0) * 0.99) }
  }
}
