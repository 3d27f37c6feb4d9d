import Foundation

/// The n-grams of a model, level by level, as a file stores them and an automaton is built from
/// them.
package struct GraphoneLevels: Sendable {
  package struct Level: Sendable {
    /// For each node of the previous level, its number of children in this level.
    var childCounts: [UInt32] = []
    /// The nodes' last tokens, ascending below each parent.
    var tokens: [UInt16] = []
    /// The logarithms of the probabilities.
    var weights: [Float] = []
    /// The logarithms of the backoff weights; 0 for nodes without children.
    var backoffs: [Float] = []
  }

  package var levels: [Level] = []

  /// Takes the n-grams that pruning has kept.
  package init(_ ngrams: GraphoneNGrams) {
    /// The numbers of the kept nodes in the previous level.
    var numbers: [UInt32] = [0]
    var parentCount = 1
    for length in 1...ngrams.order {
      let source = ngrams.levels[length]
      var level = Level()
      level.childCounts = [UInt32](repeating: 0, count: parentCount)
      var own = [UInt32](repeating: .max, count: source.tokens.count)
      for node in source.tokens.indices where source.isKept[node] {
        level.childCounts[Int(numbers[Int(source.parents[node])])] += 1
        own[node] = UInt32(level.tokens.count)
        level.tokens.append(source.tokens[node])
        // The beginning is never predicted.
        level.weights.append(Float(log(max(source.probabilities[node], 1e-30))))
        level.backoffs.append(Float(log(max(source.backoffs[node], 1e-30))))
      }
      parentCount = level.tokens.count
      numbers = own
      levels.append(level)
    }
  }

  package init(levels: [Level]) { self.levels = levels }

  package var automaton: GraphoneAutomaton {
    var automaton = GraphoneAutomaton()
    // States in order of level: the root, then nodes with children.
    var firstChild: [[Int]] = []
    for level in levels {
      var starts = [0]
      starts.reserveCapacity(level.childCounts.count + 1)
      for count in level.childCounts { starts.append(starts[starts.count - 1] + Int(count)) }
      firstChild.append(starts)
    }
    /// The state of each node, by level from 0 (the root); none for nodes without children.
    var states: [[UInt32]] = [[0]]
    var stateCount: UInt32 = 1
    for length in 1...levels.count {
      let level = levels[length - 1]
      var own = [UInt32](repeating: .max, count: level.tokens.count)
      if length < levels.count {
        for node in own.indices where levels[length].childCounts[node] > 0 {
          own[node] = stateCount
          stateCount += 1
        }
      }
      states.append(own)
    }
    automaton.backoffs = [Float](repeating: 0, count: Int(stateCount))
    automaton.shorter = [UInt32](repeating: 0, count: Int(stateCount))
    automaton.arcStarts.reserveCapacity(Int(stateCount) + 1)
    let arcCount = levels.reduce(0) { $0 + $1.tokens.count }
    automaton.tokens.reserveCapacity(arcCount)
    automaton.weights.reserveCapacity(arcCount)
    automaton.nexts.reserveCapacity(arcCount)
    for length in 0..<levels.count {
      let level = levels[length]
      for node in 0..<level.childCounts.count {
        let state = states[length][node]
        guard level.childCounts[node] > 0 else { continue }
        for child in firstChild[length][node]..<firstChild[length][node + 1] {
          let token = level.tokens[child]
          // All shorter contexts have their arcs already.
          let shorter =
            length == 0 ? 0 : automaton.next(automaton.shorter[Int(state)], token)
          let own = states[length + 1][child]
          if own != .max {
            automaton.shorter[Int(own)] = shorter
            automaton.backoffs[Int(own)] = level.backoffs[child]
          }
          automaton.tokens.append(token)
          automaton.weights.append(level.weights[child])
          automaton.nexts.append(own == .max ? shorter : own)
        }
        automaton.arcStarts.append(UInt32(automaton.tokens.count))
      }
    }
    return automaton
  }
}
