/// A way in which many speakers of English say words otherwise than a lexicon does: a switch over the lexicon.
///
/// Accents rewrite the pronunciations of a lexicon of English, in ARPABET or in the IPA, as it is read, one after
/// the other in the order in which they are listed here. What they make alike is then a homophone.
public enum Accent: String, Hashable, Sendable, Codable, CaseIterable {
  /// "father" rhymes with "bother". ARPABET writes them so already.
  case fatherBother = "father-bother"
  /// "caught" is "cot", but "court" is not.
  case cotCaught = "cot-caught"
  /// "pen" is "pin", and "hem" is "him".
  case pinPen = "pin-pen"
  /// "Mary", "marry" and "merry" are one.
  case maryMarryMerry = "mary-marry-merry"
  /// "feel" is "fill".
  case fillFeel = "fill-feel"
  /// "whine" is "wine".
  case wineWhine = "wine-whine"
  /// "hair" is "air".
  case hDropping = "h-dropping"
  /// "dew" is "do".
  case yodDropping = "yod-dropping"
  /// "three" is "free", and "clothe" is "clove".
  case thFronting = "th-fronting"
  /// "r" is said before vowels alone: "court" is "caught", and "panda" is "pander".
  ///
  /// Where a lexicon does not tell the vowel of "lot" from that of "palm", the vowel of "start" joins both, as in
  /// New York: "god" is "guard".
  case nonRhotic = "non-rhotic"
  /// "t" between vowels, before an unstressed one, is "d": "latter" is "ladder". Not before a syllabic "n": "button".
  case flapping
}

extension [Accent] {
  /// Each once, in the order in which they are applied.
  var inOrder: [Accent] { Accent.allCases.filter(contains) }
}
