extension PhraseConfusions: Codable {
  private struct Phrase: Codable {
    let said: String
    let occurrences: Int
    let heard: [Heard]
  }

  private struct Heard: Codable {
    let text: String
    let count: Int
  }

  private enum CodingKeys: String, CodingKey { case longestPhrase, phrases }

  /// Reads `{"longestPhrase": 3, "phrases": [{"said": …, "occurrences": …, "heard": […]}]}`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let longest = try container.decode(Int.self, forKey: .longestPhrase)
    guard (1...16).contains(longest) else {
      throw DecodingError.dataCorruptedError(
        forKey: .longestPhrase, in: container,
        debugDescription: "expected 1 to 16, found \(longest)")
    }
    var entries: [String: Entry] = [:]
    for phrase in try container.decode([Phrase].self, forKey: .phrases) {
      // Sums of what passes can't overflow.
      guard (1...1 << 20).contains(phrase.heard.count),
        phrase.heard.allSatisfy({ (1...1 << 40).contains($0.count) }),
        (0...1 << 60).contains(phrase.occurrences), entries[phrase.said] == nil,
        !phrase.said.isEmpty
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .phrases, in: container,
          debugDescription: "expected each phrase once with positive counts, found "
            + "\"\(phrase.said)\"")
      }
      entries[phrase.said] = Entry(
        alternatives: phrase.heard.map { (text: $0.text, count: $0.count) },
        errors: phrase.heard.reduce(0) { $0 + $1.count },
        occurrences: phrase.occurrences)
    }
    self.init(longestPhrase: longest, entries: entries)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(longestPhrase, forKey: .longestPhrase)
    try container.encode(
      phrases.map { said in
        let entry = entry(for: said)!
        return Phrase(
          said: said, occurrences: entry.occurrences,
          heard: entry.alternatives.map { Heard(text: $0.text, count: $0.count) })
      }, forKey: .phrases)
  }
}
