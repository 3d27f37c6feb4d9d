package import Lexicons
package import Transcripts

/// Other spellings of a word, as confusions.
package enum SpellingConfusions {
  /// Listed variants, and homophones that the rules recognize as variants, in normalized form: "to
  /// day" for "to-day".
  ///
  /// - Parameters:
  ///   - limit: the largest number of homophones of a word that are examined.
  ///   - minimumFrequency: leaves out spellings with a lower count in the index's table.
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
