import Foundation

extension GraphoneNGrams {
  package var keptCount: Int {
    levels.dropFirst().reduce(0) { $0 + $1.isKept.count(where: { $0 }) }
  }

  /// Removes the n-grams whose removal changes the model least, measured by relative entropy
  /// (Stolcke 1998). Contexts are weighted by their counts, since the Kneser-Ney estimates of
  /// shorter n-grams are not probabilities of contexts (Chelba et al. 2010).
  ///
  /// - Parameter threshold: the largest change that removing a single n-gram may cause, in nats per
  ///   token of the training data.
  package mutating func prune(_ threshold: Double) {
    guard order > 1 else { return }
    let total = Double(levels[0].counts[0])
    for length in stride(from: order, through: 2, by: -1) {
      let hasChildren = keptParents(ofLevel: length + 1, count: levels[length].tokens.count)
      let (explicit, lower) = masses(length)
      for node in levels[length].tokens.indices where !hasChildren[node] {
        let parent = Int(levels[length].parents[node])
        let p = levels[length].probabilities[node]
        let q = levels[length - 1].probabilities[Int(levels[length].suffixes[node])]
        let backoff = levels[length - 1].backoffs[parent]
        let (left, leftLower) = (1 - explicit[parent], 1 - lower[parent])
        let newBackoff = (left + p) / max(leftLower + q, 1e-12)
        guard newBackoff > 0, backoff > 0 else { continue }
        let weight = Double(levels[length - 1].counts[parent]) / total
        let change =
          -weight
          * (p * (log(q) + log(newBackoff) - log(p))
            + max(left, 0) * (log(newBackoff) - log(backoff)))
        if change < threshold { levels[length].isKept[node] = false }
      }
    }
    renormalize()
  }

  private func keptParents(ofLevel length: Int, count: Int) -> [Bool] {
    var found = [Bool](repeating: false, count: count)
    guard length <= order else { return found }
    for (node, parent) in levels[length].parents.enumerated() where levels[length].isKept[node] {
      found[Int(parent)] = true
    }
    return found
  }

  /// For each context of `length - 1` tokens, the sums of its tokens' probabilities in this context
  /// and in the shorter one.
  private func masses(_ length: Int) -> (explicit: [Double], lower: [Double]) {
    let count = levels[length - 1].tokens.count
    var explicit = [Double](repeating: 0, count: count)
    var lower = [Double](repeating: 0, count: count)
    for node in levels[length].tokens.indices where levels[length].isKept[node] {
      let parent = Int(levels[length].parents[node])
      explicit[parent] += levels[length].probabilities[node]
      lower[parent] += shorterProbability(length, node)
    }
    return (explicit, lower)
  }

  /// The probability of a node's last token in the context without the first token, whether that
  /// n-gram is kept or not.
  private func shorterProbability(_ length: Int, _ node: Int) -> Double {
    if length == 1 { return 1 / Double(tokenCount - 1) }
    return keptProbability(length - 1, Int(levels[length].suffixes[node]))
  }

  private func keptProbability(_ length: Int, _ node: Int) -> Double {
    if levels[length].isKept[node] || length == 1 { return levels[length].probabilities[node] }
    let backoff = levels[length - 1].backoffs[Int(levels[length].parents[node])]
    return backoff * keptProbability(length - 1, Int(levels[length].suffixes[node]))
  }

  /// Recomputes the backoff weights so that the probabilities in each context sum to 1 again.
  private mutating func renormalize() {
    for length in 2...order {
      let (explicit, lower) = masses(length)
      for node in explicit.indices {
        levels[length - 1].backoffs[node] =
          explicit[node] == 0
          ? 1 : max(1 - explicit[node], 1e-9) / max(1 - lower[node], 1e-9)
      }
    }
  }
}
