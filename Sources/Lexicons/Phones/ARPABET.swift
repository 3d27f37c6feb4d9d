/// The 39 phones of CMUdict with their articulatory features.
///
/// A vowel is written with its stress: `AH0` unstressed, `AH1` primary, `AH2` secondary.
enum ARPABET {
  static let phones: [(symbol: String, features: PhoneFeatures)] = [
    ("AA", vowel(0, 2)),
    ("AE", vowel(0, 0)),
    ("AH", vowel(1, 1)),
    ("AO", vowel(1, 2, rounded: true)),
    ("AW", vowel(0, 1, to: (3, 2), rounded: true)),
    ("AY", vowel(0, 1, to: (3, 0))),
    ("EH", vowel(1, 0)),
    ("ER", vowel(2, 1)),
    ("EY", vowel(2, 0, to: (3, 0))),
    ("IH", vowel(2, 0)),
    ("IY", vowel(3, 0)),
    ("OW", vowel(2, 2, to: (3, 2), rounded: true)),
    ("OY", vowel(1, 2, to: (3, 0), rounded: true)),
    ("UH", vowel(2, 2, rounded: true)),
    ("UW", vowel(3, 2, rounded: true)),
    ("B", .consonant(voiced: true, place: .labial, manner: .stop)),
    ("CH", .consonant(voiced: false, place: .postalveolar, manner: .affricate)),
    ("D", .consonant(voiced: true, place: .alveolar, manner: .stop)),
    ("DH", .consonant(voiced: true, place: .dental, manner: .fricative)),
    ("F", .consonant(voiced: false, place: .labial, manner: .fricative)),
    ("G", .consonant(voiced: true, place: .velar, manner: .stop)),
    ("HH", .consonant(voiced: false, place: .glottal, manner: .fricative)),
    ("JH", .consonant(voiced: true, place: .postalveolar, manner: .affricate)),
    ("K", .consonant(voiced: false, place: .velar, manner: .stop)),
    ("L", .consonant(voiced: true, place: .alveolar, manner: .liquid)),
    ("M", .consonant(voiced: true, place: .labial, manner: .nasal)),
    ("N", .consonant(voiced: true, place: .alveolar, manner: .nasal)),
    ("NG", .consonant(voiced: true, place: .velar, manner: .nasal)),
    ("P", .consonant(voiced: false, place: .labial, manner: .stop)),
    ("R", .consonant(voiced: true, place: .postalveolar, manner: .liquid)),
    ("S", .consonant(voiced: false, place: .alveolar, manner: .fricative)),
    ("SH", .consonant(voiced: false, place: .postalveolar, manner: .fricative)),
    ("T", .consonant(voiced: false, place: .alveolar, manner: .stop)),
    ("TH", .consonant(voiced: false, place: .dental, manner: .fricative)),
    ("V", .consonant(voiced: true, place: .labial, manner: .fricative)),
    ("W", .consonant(voiced: true, place: .labial, manner: .glide)),
    ("Y", .consonant(voiced: true, place: .palatal, manner: .glide)),
    ("Z", .consonant(voiced: true, place: .alveolar, manner: .fricative)),
    ("ZH", .consonant(voiced: true, place: .postalveolar, manner: .fricative)),
  ]

  /// A vowel in whole steps: height from 0 (open) to 3 (close), backness from 0 (front) to 2
  /// (back).
  private static func vowel(
    _ height: Int, _ backness: Int, to end: (Int, Int)? = nil, rounded: Bool = false
  ) -> PhoneFeatures {
    .vowel(
      height: 2 * height, backness: 2 * backness, endHeight: 2 * (end?.0 ?? height),
      endBackness: 2 * (end?.1 ?? backness), rounded: rounded)
  }
}
