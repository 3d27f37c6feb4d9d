package import Lexicons

/// Juncture homophones as confusions: phrases heard with their word boundaries elsewhere.
package enum JunctureConfusions {
  /// - Parameters:
  ///   - radius: how far the sounds may differ, in units of `PhoneDistances`; 0 is not at all.
  ///   - longestPhrase: how many words are heard anew at a time.
  ///   - limit: how many partings of a phrase are considered, the most plausible first.
  ///   - slack: how much less plausible than the phrase itself a parting may be, in nats. Frequencies
  ///     favour few and common words, and much else is noise ("a k" for "ache").
  package static func confuser(
    _ search: PronunciationSearch, within radius: Double = 0, longestPhrase: Int = 2,
    limit: Int = 3, slack: Double = 8
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: longestPhrase) { phrase in
      let words = phrase.spacedWords
      let own = search.implausibility(of: words)
      let found = Junctures(of: words, in: search, within: radius).lazy
        .prefix { $0.implausibility <= own + slack + Junctures.distanceWeight * radius }
        .filter { $0.implausibility <= own + slack }.prefix(limit)
      let alternatives = found.map { PhraseAlternatives.Alternative($0.text) }
      return alternatives.isEmpty ? nil : PhraseAlternatives(Array(alternatives))
    }
  }
}
