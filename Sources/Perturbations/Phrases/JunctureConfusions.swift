import Foundation
package import Lexicons

/// Juncture homophones as confusions: phrases heard with their word boundaries elsewhere.
///
/// A parting whose sounds are not quite those that were said is heard less readily: its weight is
/// `exp(−κ · w · d)` at the distance d, with `RankedJunctures.distanceWeight` for w and the exponent κ of the
/// candidates' probabilities, so that sound and words weigh as they do where partings are ranked.
package enum JunctureConfusions {
  /// How much less plausible than the phrase itself a parting may be, in nats, where frequencies alone rank. Much else
  /// is noise ("a k" for "ache").
  static let slack = 8.0

  /// Junctures that a language model ranks by the plausibility of the whole phrase.
  ///
  /// - Parameters:
  ///   - radius: how far the sounds may differ, in units of `PhoneDistances`; 0 is not at all.
  ///   - longestPhrase: how many words are heard anew at a time.
  ///   - limit: how many partings of a phrase are considered, the most plausible first.
  ///   - exponent: κ, by which a parting's distance makes it less ready; 0 for not at all.
  package static func confuser(
    _ junctures: RankedJunctures, within radius: Double = 0, longestPhrase: Int = 2,
    limit: Int = 3, exponent: Double = 0
  ) -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: longestPhrase) { phrase in
      alternatives(junctures.best(of: phrase.spacedWords, within: radius, limit: limit), exponent)
    }
  }

  /// Junctures ranked by the frequencies of their words alone, which favour few and common words.
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
