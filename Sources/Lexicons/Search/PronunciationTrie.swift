import Foundation

/// The pronunciations of a lexicon as a tree of phones, for searches that compare one phone string
/// with all of them at once.
struct PronunciationTrie: Sendable {
  struct Node: Sendable {
    /// The phone on the edge to this node.
    let phone: UInt8
    let children: Range<Int>
    /// The words pronounced by the phones from the root to this node, most frequent first.
    let words: Range<Int>
  }

  private(set) var nodes: [Node] = []
  /// The words of all pronunciations, by number.
  private(set) var words: [UInt32] = []
  /// For each of ``words``, how unlikely this pronunciation of the word is, `−ln P(pronunciation |
  /// word)`; empty if the lexicon has no probabilities.
  private(set) var rarities: [Double] = []

  static let root = 0

  /// Builds the tree of a lexicon.
  ///
  /// - Parameters:
  ///   - counts: the counts of the lexicon's words, by which the words of a pronunciation are
  ///     ordered.
  ///   - stress: whether stress distinguishes phones.
  ///   - includes: whether a word takes part.
  init(
    _ lexicon: Lexicon, counts: [Int], stress: Stress = .ignored, variants: Variants,
    includes: (Int) -> Bool
  ) {
    let phones = lexicon.phones(stress: stress)
    var entries: [Int] = []
    for entry in 0..<lexicon.entryCount {
      if variants == .first, !lexicon.isFirst(entry) { continue }
      if includes(Int(lexicon.entryWords[entry])) { entries.append(entry) }
    }
    let ranges = entries.map { lexicon.phoneRange(of: $0) }
    let entryWords = entries.map { lexicon.entryWords[$0] }
    var order = Array(entries.indices)
    phones.withUnsafeBufferPointer { phones in
      order.sort { left, right in
        let (a, b) = (ranges[left], ranges[right])
        let shared = min(a.count, b.count)
        for offset in 0..<shared {
          let (first, second) = (phones[a.lowerBound + offset], phones[b.lowerBound + offset])
          if first != second { return first < second }
        }
        return a.count == b.count ? left < right : a.count < b.count
      }
    }
    let shares = Self.shares(of: entries, in: lexicon)
    build(order: order, ranges: ranges, entryWords: entryWords, shares: shares, phones: phones)
    sortWords(lexicon, counts)
    rarities = rarities.map { -log(min($0, 1)) }
  }

  /// Builds the tree level by level, so that the children of a node are neighbors.
  private mutating func build(
    order: [Int], ranges: [Range<Int>], entryWords: [UInt32], shares: [Double], phones: [UInt8]
  ) {
    var pending: [(range: Range<Int>, depth: Int, phone: UInt8)] = [(0..<order.count, 0, 0)]
    var place = 0
    while place < pending.count {
      let (range, depth, phone) = pending[place]
      place += 1
      var next = range.lowerBound
      let firstWord = words.count
      while next < range.upperBound, ranges[order[next]].count == depth {
        let word = entryWords[order[next]]
        if let known = words[firstWord...].firstIndex(of: word) {
          if !shares.isEmpty { rarities[known] += shares[order[next]] }
        } else {
          words.append(word)
          if !shares.isEmpty { rarities.append(shares[order[next]]) }
        }
        next += 1
      }
      let firstChild = pending.count
      while next < range.upperBound {
        let begin = next
        let child = phones[ranges[order[begin]].lowerBound + depth]
        while next < range.upperBound,
          phones[ranges[order[next]].lowerBound + depth] == child
        {
          next += 1
        }
        pending.append((begin..<next, depth + 1, child))
      }
      nodes.append(
        Node(
          phone: phone, children: firstChild..<pending.count, words: firstWord..<words.count))
    }
  }

  private mutating func sortWords(_ lexicon: Lexicon, _ counts: [Int]) {
    for node in nodes where node.words.count > 1 {
      let order = node.words.sorted {
        let (one, other) = (Int(words[$0]), Int(words[$1]))
        let (left, right) = (counts[one], counts[other])
        return left == right ? lexicon.precedes(one, other) : left > right
      }
      words.replaceSubrange(node.words, with: order.map { words[$0] })
      if !rarities.isEmpty {
        rarities.replaceSubrange(node.words, with: order.map { rarities[$0] })
      }
    }
  }

  /// The probability of each entry among the entries of its word; empty if the lexicon doesn't say.
  private static func shares(of entries: [Int], in lexicon: Lexicon) -> [Double] {
    guard !lexicon.probabilities.isEmpty else { return [] }
    var totals = [Double](repeating: 0, count: lexicon.wordCount)
    func probability(_ entry: Int) -> Double {
      let probability = lexicon.probabilities[entry]
      return probability > 0 ? probability : 1
    }
    for entry in entries { totals[Int(lexicon.entryWords[entry])] += probability(entry) }
    return entries.map { probability($0) / totals[Int(lexicon.entryWords[$0])] }
  }
}

extension PronunciationTrie {
  /// Visits every pronunciation within `radius` of some prefix of `phones`.
  ///
  /// - Parameter visit: receives the words of a pronunciation as a slice of ``words``, and its
  ///   distances from the first 0, 1, … phones of `phones`. Distances above `radius` are lower
  ///   bounds.
  func search(
    _ phones: [UInt8], within radius: Double, distances: PhoneDistances,
    visit: (ArraySlice<UInt32>, UnsafeBufferPointer<Double>) -> Void
  ) {
    let width = phones.count + 1
    // One row of distances for each depth; sums of tenths must not fall over the edge.
    let limit = radius + 1e-9
    var rows = [Double](repeating: 0, count: width)
    for column in 1..<max(width, 1) {
      rows[column] = rows[column - 1] + distances.gap(Phone(code: phones[column - 1]))
    }
    descend(
      Self.root, depth: 0, phones: phones, limit: limit, distances: distances, rows: &rows,
      visit: visit)
  }

  private func descend(
    _ node: Int, depth: Int, phones: [UInt8], limit: Double, distances: PhoneDistances,
    rows: inout [Double],
    visit: (ArraySlice<UInt32>, UnsafeBufferPointer<Double>) -> Void
  ) {
    let width = phones.count + 1
    if rows.count < (depth + 2) * width {
      rows.append(contentsOf: repeatElement(0, count: width))
    }
    for child in nodes[node].children {
      let phone = nodes[child].phone
      let above = depth * width
      let here = above + width
      let gap = distances.gap(Phone(code: phone))
      let least = rows.withUnsafeMutableBufferPointer { rows in
        rows[here] = rows[above] + gap
        var least = rows[here]
        for column in 1..<max(width, 1) {
          let said = phones[column - 1]
          let cost = min(
            rows[above + column - 1]
              + distances.substitution(Phone(code: phone), Phone(code: said)),
            rows[above + column] + gap,
            rows[here + column - 1] + distances.gap(Phone(code: said)))
          rows[here + column] = cost
          least = min(least, cost)
        }
        return least
      }
      guard least <= limit else { continue }
      if !nodes[child].words.isEmpty {
        rows.withUnsafeBufferPointer { rows in
          visit(
            words[nodes[child].words],
            UnsafeBufferPointer(rebasing: rows[here..<here + width]))
        }
      }
      descend(
        child, depth: depth + 1, phones: phones, limit: limit, distances: distances,
        rows: &rows, visit: visit)
    }
  }
}
