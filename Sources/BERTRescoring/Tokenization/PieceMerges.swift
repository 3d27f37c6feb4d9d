import HeapModule

/// Two neighboring pieces.
struct PiecePair: Hashable {
  let left: Int32
  let right: Int32
}

/// The words of a corpus as sequences of pieces, with the counts of all neighboring pairs kept up
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

/// Pairs by count: the highest first, then the pair with the smaller ids.
private struct PairHeap {
  var isStale = false
  private var entries = Heap<Entry>()

  private struct Entry: Comparable {
    let pair: PiecePair
    let count: Int

    static func < (one: Entry, other: Entry) -> Bool {
      if one.count != other.count { return one.count < other.count }
      return (one.pair.left, one.pair.right) > (other.pair.left, other.pair.right)
    }
  }

  mutating func rebuild(_ counts: [PiecePair: Int]) {
    entries = Heap(counts.map { Entry(pair: $0.key, count: $0.value) })
    isStale = false
  }

  mutating func push(_ pair: PiecePair, count: Int) {
    entries.insert(Entry(pair: pair, count: count))
  }

  mutating func pop() -> (PiecePair, Int)? {
    entries.popMax().map { ($0.pair, $0.count) }
  }
}
