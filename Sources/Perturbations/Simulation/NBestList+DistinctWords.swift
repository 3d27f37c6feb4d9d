import Transcripts

extension NBestList {
  /// The first `limit` sequences of words that differ, best first: "right it down" and "Right it down." are one.
  func distinctWords(_ limit: Int, by normalizer: TextNormalizer) -> [[String]] {
    var found: [[String]] = []
    var seen: Set<[String]> = []
    for text in texts where found.count < limit {
      let words = normalizer.words(in: text)
      if seen.insert(words).inserted { found.append(words) }
    }
    return found
  }
}
