/// Two neighbouring pieces.
struct PiecePair: Hashable {
  let left: Int32
  let right: Int32
}

/// The words of a corpus as sequences of pieces, with the counts of all neighbouring pairs kept up
/// to date while pairs are merged.
struct PieceMerges {
  private var words: [[Int32]] = []
  private var wordCounts: [Int] = []
  private var pairCounts: [PiecePair: Int] = [:]
  /// Words in which a pair occurs, or did.
  private var places: [PiecePair: [Int32]] = [:]
  /// A heap of counts as they once were: entries that are out of date are corrected when met.
  private var heap = PairHeap()

  mutating func add(_ word: [Int32], count: Int) {
    let index = Int32(words.count)
    words.append(word)
    wordCounts.append(count)
    for pair in zip(word, word.dropFirst()).map({ PiecePair(left: $0, right: $1) }) {
      if pairCounts[pair] == nil { heap.push(pair, count: 0) }
      pairCounts[pair, default: 0] += count
      if places[pair]?.last != index { places[pair, default: []].append(index) }
    }
    // Counts only grow here, so entries are put right once, when the first merge is asked for.
    heap.isStale = true
  }

  /// The pair that occurs most often, nil if none does at least `minimum` times.
  mutating func mostFrequent(minimum: Int) -> PiecePair? {
    if heap.isStale { heap.rebuild(pairCounts) }
    while let (pair, count) = heap.pop() {
      let current = pairCounts[pair] ?? 0
      if current == count { return count >= minimum ? pair : nil }
      if current >= minimum { heap.push(pair, count: current) }
    }
    return nil
  }

  mutating func merge(_ pair: PiecePair, into piece: Int32) {
    var changed: Set<PiecePair> = []
    for index in places.removeValue(forKey: pair) ?? [] {
      let word = words[Int(index)]
      let count = wordCounts[Int(index)]
      var merged: [Int32] = []
      merged.reserveCapacity(word.count)
      var position = 0
      while position < word.count {
        if position + 1 < word.count, word[position] == pair.left, word[position + 1] == pair.right
        {
          merged.append(piece)
          position += 2
        } else {
          merged.append(word[position])
          position += 1
        }
      }
      guard merged.count != word.count else { continue }
      for old in zip(word, word.dropFirst()) {
        pairCounts[PiecePair(left: old.0, right: old.1), default: 0] -= count
      }
      for new in zip(merged, merged.dropFirst()) {
        let new = PiecePair(left: new.0, right: new.1)
        pairCounts[new, default: 0] += count
        if new.left == piece || new.right == piece {
          changed.insert(new)
          if places[new]?.last != index { places[new, default: []].append(index) }
        }
      }
      words[Int(index)] = merged
    }
    pairCounts[pair] = nil
    // The heap orders by count and pair, so the order in which these are pushed doesn't matter.
    for pair in changed { heap.push(pair, count: pairCounts[pair] ?? 0) }
  }
}

/// A binary heap of pairs: the highest count first, then the pair with the smaller ids.
private struct PairHeap {
  var isStale = false
  private var entries: [(pair: PiecePair, count: Int)] = []

  mutating func rebuild(_ counts: [PiecePair: Int]) {
    entries = counts.map { ($0.key, $0.value) }
    entries.sort(by: Self.precedes)
    isStale = false
  }

  mutating func push(_ pair: PiecePair, count: Int) {
    entries.append((pair, count))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.precedes(entries[child], entries[parent]) else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> (PiecePair, Int)? {
    guard let top = entries.first else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return top }
    entries[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if Self.precedes(entries[child], entries[best]) { best = child }
      }
      guard best != parent else { return top }
      entries.swapAt(parent, best)
      parent = best
    }
  }

  private static func precedes(
    _ one: (pair: PiecePair, count: Int), _ other: (pair: PiecePair, count: Int)
  ) -> Bool {
    if one.count != other.count { return one.count > other.count }
    return (one.pair.left, one.pair.right) < (other.pair.left, other.pair.right)
  }
}
