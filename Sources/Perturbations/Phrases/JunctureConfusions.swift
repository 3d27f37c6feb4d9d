import Foundation
package import Lexicons

/// Junctures as confusions: phrases heard with different word boundaries.
///
/// A segmentation whose sounds differ from those that were said is heard less readily. Its weight
/// at the distance d is `exp(−κ · w · d)`, with `RankedJunctures.distanceWeight` for w and the
/// exponent κ of the candidates' probabilities, so that sounds and words have the same weights as
/// in the ranking.
package enum JunctureConfusions {
  /// How much less plausible than the phrase itself a segmentation may be, in nats, if only
  /// frequencies rank. Most others are noise, such as "a k" for "ache".
  static let slack = 8.0

  /// Junctures that a language model ranks by the plausibility of the whole phrase.
  ///
  /// - Parameters:
  ///   - radius: how far the sounds may differ, in units of `PhoneDistances`; 0 means not at all.
  ///   - longestPhrase: the largest number of words that are re-segmented together.
  ///   - limit: the number of segmentations of a phrase that are considered, most plausible first.
  ///   - exponent: κ, the influence of a segmentation's distance on its weight; 0 means none.
  package static func confuser(
    _ junctures: RankedJunctures, within radius: Double = 0, longestPhrase: Int = 2,
    limit: Int = 3, exponent: Double = 0
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: longestPhrase) { phrase in
      alternatives(junctures.best(of: phrase.spacedWords, within: radius, limit: limit), exponent)
    }
  }

  /// Junctures ranked only by the frequencies of their words, which favors few and common words.
  package static func confuser(
    _ search: PronunciationSearch, within radius: Double = 0, longestPhrase: Int = 2,
    limit: Int = 3, exponent: Double = 0
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: longestPhrase) { phrase in
      let words = phrase.spacedWords
      let own = search.implausibility(of: words)
      let found = Junctures(of: words, in: search, within: radius).lazy
        .prefix { $0.implausibility <= own + slack + Junctures.distanceWeight * radius }
        .filter { $0.implausibility <= own + slack }.prefix(limit)
      return alternatives(Array(found), exponent)
    }
  }

  private static func alternatives(
    _ junctures: [Juncture], _ exponent: Double
  ) -> PhraseAlternatives? {
    guard !junctures.isEmpty else { return nil }
    return PhraseAlternatives(
      junctures.map {
        .init($0.text, weight: exp(-exponent * RankedJunctures.distanceWeight * $0.distance))
      })
  }
}
