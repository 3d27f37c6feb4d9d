public import PropertyTesting

/// Hears sentences as a recogniser would: every phrase misheard as often as its weight says.
///
/// Unlike a ``PhraseSubstitution``, which replaces a stated number of phrases, a channel leaves the
/// number of errors to chance.
public struct ConfusionChannel: Sendable {
  public let confuser: any PhraseConfuser

  /// - Parameter confuser: its phrases' weights are taken for probabilities.
  public init(_ confuser: any PhraseConfuser) {
    self.confuser = confuser
  }

  /// What is heard when `words` are said; the simplest choices hear them right.
  public func heard(_ words: [String], source: inout ChoiceSource) -> [String] {
    var result: [String] = []
    var place = 0
    while place < words.count {
      // 0 is the simplest draw, so the tickets that win are at the other end.
      var ticket = 1 - source.float(in: 0...1)
      var phrase = ""
      var misheard: (text: String, length: Int)?
      for length in 1...max(confuser.longestPhrase, 1) where place + length <= words.count {
        phrase += (length > 1 ? " " : "") + words[place + length - 1]
        guard let found = confuser.alternatives(for: phrase) else { continue }
        ticket -= found.weight
        guard ticket < 0 else { continue }
        let other = source.weightedIndex(found.alternatives.map(\.weight))
        misheard = (found.alternatives[other].text, length)
        break
      }
      if let misheard {
        result += misheard.text.spacedWords
        place += misheard.length
      } else {
        result.append(words[place])
        place += 1
      }
    }
    return result
  }
}
