/// All the ways in which a reference with ``ReferenceMarkup`` may have been said, as a graph of words, and the
/// one that a hypothesis is closest to.
///
/// A word that may be left out counts as hit where it is: under ``WordAlignment/Weights/unit`` that costs
/// nothing, and under ``WordAlignment/Weights/sclite`` 2, as in `sclite -D`, so that another word in its place
/// is a substitution and not an insertion.
struct ReferenceGraph {
  private struct Arc {
    let from: Int
    /// Nil for an arc without a word.
    let word: UInt32?
    let isOptional: Bool
  }

  /// The arcs that lead to each node. Each comes from a node of a smaller number.
  private var arcs: [[Arc]] = [[]]
  private var interner = WordInterner()
  private let normalizer: TextNormalizer

  init(_ markup: ReferenceMarkup, normalizer: TextNormalizer = .standard) {
    self.normalizer = normalizer
    _ = add(markup.parts, from: 0)
  }

  /// Adds parts behind a node.
  ///
  /// - Returns: the node at which they end.
  private mutating func add(_ parts: [ReferenceMarkup.Part], from start: Int) -> Int {
    var node = start
    for part in parts {
      switch part {
      case .word(let text), .optional(let text):
        let isOptional = if case .optional = part { true } else { false }
        for word in normalizer.units(in: text) {
          let arc = Arc(from: node, word: interner.intern(word), isOptional: isOptional)
          arcs.append([arc])
          node = arcs.count - 1
        }
      case .alternatives(let ways):
        let ends = ways.map { way in
          // A node of its own for each way, so that its arcs come from smaller numbers.
          arcs.append([Arc(from: node, word: nil, isOptional: false)])
          return add(way, from: arcs.count - 1)
        }
        arcs.append(ends.map { Arc(from: $0, word: nil, isOptional: false) })
        node = arcs.count - 1
      }
    }
    return node
  }

  /// What steps cost. Of alignments of the same cost one with the fewest edits is taken, and of those one with
  /// the most hits: so the counts depend on nothing else.
  private struct Costs {
    let hit: Int64 = -1
    let substitution: Int64
    let gap: Int64
    let omission: Int64

    init(_ weights: WordAlignment.Weights) {
      let edit: Int64 = 1 << 20
      let unit: Int64 = 1 << 40
      switch weights {
      case .unit: (substitution, gap, omission) = (unit, unit, -1)
      case .sclite: (substitution, gap, omission) = (4 * unit + edit, 3 * unit + edit, 2 * unit - 1)
      }
    }
  }

  /// The cells of the table that aligning so many words takes.
  func cells(_ words: Int) -> Int { arcs.count * (words + 1) }

  /// The words that were said, those that were heard, and what became of each.
  struct Step: Hashable {
    let operation: WordAlignment.Operation
    let said: String?
    let heard: String?
  }

  /// The alignment of least cost with any way of saying the reference.
  func alignment(_ hypothesis: [String], weights: WordAlignment.Weights) -> [Step] {
    var interner = interner
    let heard = interner.intern(hypothesis)
    let steps = Costs(weights)
    let width = heard.count + 1
    let unreached = Int64.max / 2
    var costs = [Int64](repeating: unreached, count: arcs.count * width)
    for column in 0..<width { costs[column] = Int64(column) * steps.gap }
    for node in arcs.indices.dropFirst() {
      let row = node * width
      for arc in arcs[node] {
        let above = arc.from * width
        guard let word = arc.word else {
          for column in 0..<width {
            costs[row + column] = min(costs[row + column], costs[above + column])
          }
          continue
        }
        for column in 0..<width {
          var best = costs[above + column] &+ (arc.isOptional ? steps.omission : steps.gap)
          if column > 0 {
            let isHit = heard[column - 1] == word
            best = min(best, costs[above + column - 1] &+ (isHit ? steps.hit : steps.substitution))
          }
          costs[row + column] = min(costs[row + column], best)
        }
      }
      for column in 1..<width {
        costs[row + column] = min(costs[row + column], costs[row + column - 1] &+ steps.gap)
      }
    }
    return walk(back: costs, heard, interner, hypothesis, weights: weights)
  }

  /// Follows the least costs from the end: a hit or substitution first, then an insertion, then a
  /// deletion.
  private func walk(
    back costs: [Int64], _ heard: [UInt32], _ interner: WordInterner, _ hypothesis: [String],
    weights: WordAlignment.Weights
  ) -> [Step] {
    let prices = Costs(weights)
    let width = heard.count + 1
    var steps: [Step] = []
    var (node, column) = (arcs.count - 1, heard.count)
    while node > 0 || column > 0 {
      let cost = costs[node * width + column]
      let pair = arcs[node].first { arc in
        guard column > 0, let word = arc.word else { return false }
        let step = word == heard[column - 1] ? prices.hit : prices.substitution
        return cost == costs[arc.from * width + column - 1] &+ step
      }
      if let pair {
        let said = interner.words[Int(pair.word!)]
        steps.append(
          Step(
            operation: pair.word == heard[column - 1] ? .hit : .substitution, said: said,
            heard: hypothesis[column - 1]))
        (node, column) = (pair.from, column - 1)
        continue
      }
      if let skip = arcs[node].first(where: {
        $0.word == nil && cost == costs[$0.from * width + column]
      }) {
        node = skip.from
        continue
      }
      if column > 0, cost == costs[node * width + column - 1] &+ prices.gap {
        steps.append(Step(operation: .insertion, said: nil, heard: hypothesis[column - 1]))
        column -= 1
        continue
      }
      // Nothing else is left.
      let arc = arcs[node].first {
        $0.word != nil
          && cost == costs[$0.from * width + column]
            &+ ($0.isOptional ? prices.omission : prices.gap)
      }!
      steps.append(
        Step(
          operation: arc.isOptional ? .hit : .deletion,
          said: interner.words[Int(arc.word!)], heard: nil))
      node = arc.from
    }
    return steps.reversed()
  }
}
