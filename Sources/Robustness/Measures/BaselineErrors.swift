/// Word errors that choosers without a model make on one list: what a choice is measured against.
package struct BaselineErrors: Hashable, Sendable {
  /// The errors of the best choice: the fewest among the hypotheses.
  package let oracle: Int
  /// Expected of a uniform choice among the list's distinct texts, exactly: their mean.
  package let randomPick: Double

  /// - Parameters:
  ///   - texts: of the hypotheses; a text that stands twice is one choice.
  ///   - edits: word errors of each.
  /// - Precondition: at least one hypothesis, and as many errors as texts.
  package init(texts: [String], edits: [Int]) {
    precondition(!texts.isEmpty && texts.count == edits.count, "errors of each hypothesis")
    var seen: Set<String> = []
    var (sum, fewest) = (0, Int.max)
    for (text, errors) in zip(texts, edits) where seen.insert(text).inserted {
      sum += errors
      fewest = min(fewest, errors)
    }
    oracle = fewest
    randomPick = Double(sum) / Double(seen.count)
  }
}
