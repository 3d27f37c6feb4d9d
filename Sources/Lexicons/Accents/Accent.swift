/// A way in which many speakers of English pronounce words differently from a lexicon.
///
/// Accents rewrite the pronunciations of a lexicon of English, in ARPABET or in the IPA, as it is
/// read, one after another in the order in which they are listed here. Words that they make sound
/// the same are then homophones.
public enum Accent: String, Hashable, Sendable, Codable, CaseIterable {
  /// "father" rhymes with "bother". ARPABET already writes them so.
  case fatherBother = "father-bother"
  /// "caught" sounds like "cot", but "court" does not.
  case cotCaught = "cot-caught"
  /// "pen" sounds like "pin", and "hem" like "him".
  case pinPen = "pin-pen"
  /// "Mary", "marry" and "merry" sound the same.
  case maryMarryMerry = "mary-marry-merry"
  /// "feel" sounds like "fill".
  case fillFeel = "fill-feel"
  /// "whine" sounds like "wine".
  case wineWhine = "wine-whine"
  /// "hair" sounds like "air".
  case hDropping = "h-dropping"
  /// "dew" sounds like "do".
  case yodDropping = "yod-dropping"
  /// "three" sounds like "free", and "clothe" like "clove".
  case thFronting = "th-fronting"
  /// "r" is pronounced only before vowels: "court" sounds like "caught", and "panda" like "pander".
  ///
  /// If a lexicon does not distinguish the vowels of "lot" and "palm", the vowel of "start" joins
  /// both, as in New York: "god" sounds like "guard".
  case nonRhotic = "non-rhotic"
  /// "t" between vowels, before an unstressed one, is pronounced "d": "latter" sounds like
  /// "ladder". It stays before a syllabic "n", as in "button".
  case flapping
}

extension [Accent] {
  /// The different accents in the order in which they are applied.
  var inOrder: [Accent] { Accent.allCases.filter(contains) }
}
