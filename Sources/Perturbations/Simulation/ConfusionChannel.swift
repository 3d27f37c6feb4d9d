package import PropertyTesting

/// Hears sentences as a recognizer would, mishearing every phrase as often as its weight says.
///
/// Unlike a ``PhraseSubstitution``, which replaces a given number of phrases, a channel leaves the
/// number of errors to chance.
package struct ConfusionChannel: Sendable {
  package let confuser: any PhraseConfuser
  package let crowding: ErrorCrowding

  /// - Parameters:
  ///   - confuser: the confuser, whose weights of phrases are used as probabilities.
  ///   - crowding: how these change after an error and after a word that was heard correctly.
  package init(_ confuser: any PhraseConfuser, crowding: ErrorCrowding = .none) {
    self.confuser = confuser
    self.crowding = crowding
  }

  /// What is heard when `words` are said; with the simplest choices all are heard correctly.
  package func heard(_ words: [String], source: inout ChoiceSource) -> [String] {
    var result: [String] = []
    var place = 0
    var isAfterError = false
    while place < words.count {
      var candidates: [(found: PhraseAlternatives, length: Int)] = []
      var phrase = ""
      for length in 1...max(confuser.longestPhrase, 1) where place + length <= words.count {
        phrase += (length > 1 ? " " : "") + words[place + length - 1]
        if let found = confuser.alternatives(for: phrase) { candidates.append((found, length)) }
      }
      let rate = candidates.reduce(0) { $0 + $1.found.weight }
      let probability = crowding.probability(rate, afterError: isAfterError)
      // 0 is the simplest draw, so the tickets that win are at the other end.
      var ticket = 1 - source.float(in: 0...1)
      var misheard: (text: String, length: Int)?
      for candidate in candidates where rate > 0 {
        ticket -= candidate.found.weight / rate * probability
        guard ticket < 0 else { continue }
        let alternatives = candidate.found.alternatives
        let other = source.weightedIndex(alternatives.map(\.weight))
        misheard = (alternatives[other].text, candidate.length)
        break
      }
      if let misheard {
        result += misheard.text.spacedWords
        place += misheard.length
        isAfterError = true
      } else {
        isAfterError = false
        result.append(words[place])
        place += 1
      }
    }
    return result
  }
}
