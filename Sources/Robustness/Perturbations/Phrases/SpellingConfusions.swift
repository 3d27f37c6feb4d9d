public import Lexicons

/// Other spellings of the same word, as confusions.
public enum SpellingConfusions {
  /// Listed variants, and homophones of the index that the rules take for variants.
  ///
  /// - Parameters:
  ///   - limit: at most so many homophones of a word are looked at.
  ///   - minimumFrequency: leaves out spellings that the index's table counts less often.
  public static func confuser(
    _ variants: SpellingVariants = .english, index: HomophoneIndex? = nil, limit: Int = 20,
    minimumFrequency: Int = 1
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: 2) { phrase in
      var spellings = variants.listed(for: phrase)
      let homophones =
        index?.candidates(for: phrase, minimumCount: minimumFrequency, limit: limit) ?? []
      for homophone in homophones.map(\.word)
      where variants.areVariants(phrase, homophone) && !spellings.contains(homophone) {
        spellings.append(homophone)
      }
      return spellings.isEmpty ? nil : PhraseAlternatives(spellings.map { .init($0) })
    }
  }
}
