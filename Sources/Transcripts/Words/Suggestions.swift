/// The known words that a mistyped one may have meant.
package enum Suggestions {
  /// Up to `limit` of `known` within two edits of `word` (a third of its length for short words),
  /// nearest first, then in the given order.
  package static func near(_ word: String, in known: some Sequence<String>, limit: Int = 5)
    -> [String]
  {
    let target = characters(word)
    let bound = max(1, min(2, target.count / 3))
    let found = known.enumerated().compactMap { order, candidate -> (Int, Int, String)? in
      let letters = characters(candidate)
      guard abs(letters.count - target.count) <= bound else { return nil }
      let distance = WordDistance.edits(target, letters)
      return distance <= bound ? (distance, order, candidate) : nil
    }
    return found.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(limit).map(\.2)
  }

  /// "; did you mean a or b?", or nothing.
  package static func question(_ word: String, in known: some Sequence<String>) -> String {
    let near = near(word, in: known, limit: 3)
    return near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
  }

  private static func characters(_ word: String) -> [UInt32] { word.unicodeScalars.map(\.value) }
}
