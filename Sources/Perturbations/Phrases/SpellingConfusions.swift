package import Lexicons
package import Transcripts

/// Other spellings of the same word, as confusions.
package enum SpellingConfusions {
  /// Listed variants, and homophones of the index that the rules take for variants, as texts are
  /// normalized: "to day" for "to-day".
  ///
  /// - Parameters:
  ///   - limit: at most so many homophones of a word are looked at.
  ///   - minimumFrequency: leaves out spellings that the index's table counts less often.
  package static func confuser(
    _ variants: SpellingVariants = .english, index: HomophoneIndex? = nil, limit: Int = 20,
    minimumFrequency: Int = 1, normalizer: TextNormalizer = .standard
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: 2) { phrase in
      let homophones =
        index?.candidates(for: phrase, minimumCount: minimumFrequency, limit: limit) ?? []
      var spellings: [String] = []
      for other in variants.listed(for: phrase)
        + homophones.map(\.word).filter({ variants.areVariants(phrase, $0) })
      {
        let written = normalizer.normalize(other)
        if written != phrase, !spellings.contains(written) { spellings.append(written) }
      }
      return spellings.isEmpty ? nil : PhraseAlternatives(spellings.map { .init($0) })
    }
  }
}
