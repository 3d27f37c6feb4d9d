/// The known words that a mistyped one may have meant.
package enum Suggestions {
  /// At most `limit` of the `known` words within two edits of `word` (one for words of up to five
  /// letters), nearest first, then in the given order. Two letters that changed places are one
  /// edit: "loar" is near "lora".
  package static func near(_ word: String, in known: some Sequence<String>, limit: Int = 5)
    -> [String]
  {
    let target = Array(word.unicodeScalars)
    let bound = max(1, min(2, target.count / 3))
    let found = known.enumerated().compactMap { order, candidate -> (Int, Int, String)? in
      let letters = Array(candidate.unicodeScalars)
      guard abs(letters.count - target.count) <= bound else { return nil }
      let distance = edits(target, letters)
      return distance <= bound ? (distance, order, candidate) : nil
    }
    return found.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(limit).map(\.2)
  }

  /// "; did you mean a or b?", or nothing.
  package static func question(_ word: String, in known: some Sequence<String>) -> String {
    let near = near(word, in: known, limit: 3)
    return near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and exchanges of neighbors.
  private static func edits(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        var best = min(
          last[column] + (first[row] == second[column] ? 0 : 1), last[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
