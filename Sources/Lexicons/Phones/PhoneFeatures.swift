/// The articulatory features of a phone that distances depend on.
enum PhoneFeatures: Hashable, Sendable {
  enum Place: Int { case labial, dental, alveolar, postalveolar, palatal, velar, glottal }
  enum Manner: Int { case stop, affricate, fricative, nasal, liquid, glide }

  case consonant(voiced: Bool, place: Place, manner: Manner)
  /// A vowel: height from 0 (open) to 6 (close) and backness from 0 (front) to 4 (back), both in
  /// half steps, at its start and its end, which differ in a diphthong.
  case vowel(height: Int, backness: Int, endHeight: Int, endBackness: Int, rounded: Bool)
  /// A tone, the melody of a syllable.
  case tone

  var isVowel: Bool {
    if case .vowel = self { true } else { false }
  }
}
