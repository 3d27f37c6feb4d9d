import Foundation
package import Lexicons

/// How readily a recognizer hears the sounds of some words as those of others, according to the
/// phones that it was seen to confuse.
package struct HeardSounds: Sendable {
  private let lexicon: Lexicon
  private let distances: PhoneDistances
  private let rate: @Sendable (_ said: String, _ heard: String) -> Double
  /// The logarithm of the share of all phones that were heard as others, which is assumed for words
  /// without a pronunciation.
  private let usual: Double

  package init(_ confusions: PhoneConfusions, lexicon: Lexicon) {
    self.lexicon = lexicon
    distances = PhoneDistances(lexicon.inventory)
    rate = confusions.rates()
    let wrong = confusions.confusions.reduce(0) { $0 + $1.count }
    usual = log((Double(wrong) + 0.5) / (Double(confusions.said[""] ?? 0) + 1))
  }

  /// `ln P(phones heard | phones said)`; 0 for words that sound the same. The sum runs over the
  /// phones that were heard as others in the alignment of the nearest pronunciations.
  package func logarithm(of heard: [String], for said: [String]) -> Double {
    guard let pairs = PhoneConfusions.pairs(said, heard, lexicon, distances) else { return usual }
    return pairs.reduce(0) { sum, pair in
      guard pair.said != pair.heard else { return sum }
      func symbol(_ phone: Phone?) -> String {
        phone.map { lexicon.inventory.symbol(of: $0) } ?? ""
      }
      return sum + log(min(rate(symbol(pair.said), symbol(pair.heard)), 1))
    }
  }
}

/// The alternatives of another confuser, weighed by how readily their sounds are heard for those of
/// the phrase.
struct WeighedByHeardSounds: PhraseConfuser {
  let base: any PhraseConfuser
  let sounds: HeardSounds

  var longestPhrase: Int { base.longestPhrase }

  func alternatives(for phrase: String) -> PhraseAlternatives? {
    guard let found = base.alternatives(for: phrase) else { return nil }
    let said = phrase.spacedWords
    return PhraseAlternatives(
      found.alternatives.map { alternative in
        let share = exp(sounds.logarithm(of: alternative.text.spacedWords, for: said))
        return PhraseAlternatives.Alternative(
          alternative.text, weight: alternative.weight * max(share, 1e-12))
      })
  }
}
