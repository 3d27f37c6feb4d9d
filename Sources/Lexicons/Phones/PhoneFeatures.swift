/// What the mouth does for a phone, as far as distances need it.
enum PhoneFeatures: Hashable, Sendable {
  enum Place: Int { case labial, dental, alveolar, postalveolar, palatal, velar, glottal }
  enum Manner: Int { case stop, affricate, fricative, nasal, liquid, glide }

  case consonant(voiced: Bool, place: Place, manner: Manner)
  /// Height from 0 (open) to 6 (close) and backness from 0 (front) to 4 (back), both in half steps,
  /// of the start and the end: a diphthong moves.
  case vowel(height: Int, backness: Int, endHeight: Int, endBackness: Int, rounded: Bool)
  /// The melody of a syllable.
  case tone

  var isVowel: Bool {
    if case .vowel = self { true } else { false }
  }
}
