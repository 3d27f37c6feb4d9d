import CSystemICU

/// The unit in which errors are counted.
public enum ErrorUnits: String, Hashable, Sendable, Codable, CaseIterable {
  /// Words, but single characters of scripts that have no spaces between words (Chinese, Japanese, Thai, Lao,
  /// Khmer, Burmese): a mixture where a text has both.
  case automatic
  /// Words, which white space separates.
  case words
  /// Single characters (grapheme clusters, UAX #29) of all words.
  case characters

  /// The units of `words`.
  package func units(of words: [String]) -> [String] {
    switch self {
    case .words: return words
    case .characters:
      let graphemes = GraphemeClusters()
      return words.flatMap { graphemes.clusters(of: $0) }
    case .automatic:
      guard words.contains(where: Self.hasUnspaced) else { return words }
      let graphemes = GraphemeClusters()
      return words.flatMap { Self.hasUnspaced($0) ? Self.mixed($0, graphemes) : [$0] }
    }
  }

  /// "我", "有", "3", "apps" of "我有3apps".
  private static func mixed(_ word: String, _ graphemes: GraphemeClusters) -> [String] {
    var units: [String] = []
    var run = ""
    for cluster in graphemes.clusters(of: word) {
      if hasUnspaced(cluster) {
        if !run.isEmpty { units.append(run) }
        run = ""
        units.append(cluster)
      } else {
        run += cluster
      }
    }
    return run.isEmpty ? units : units + [run]
  }

  /// Whether a text holds letters of a script without spaces.
  static func hasUnspaced(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0xE0 } && text.unicodeScalars.contains { mdg_is_unspaced($0.value) }
  }
}
