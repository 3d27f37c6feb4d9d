/// English words that are in lexicons but that hardly anybody writes instead of an ordinary word.
public enum UnusualWords {
  /// Whether `candidate` is a letter, a possessive or another clitic, an abbreviation, a
  /// hesitation, an archaic or a foreign word, or differs from `word` only in an apostrophe.
  ///
  /// Contractions such as "they're" for "their" are ordinary words. "it's" for "its" is left to
  /// `PerturbationKind.apostrophes`, since many models don't see apostrophes at all.
  public static func isUnusual(_ candidate: String, insteadOf word: String) -> Bool {
    isUnusual(candidate) || isSameButForApostrophes(candidate, word)
  }

  /// Whether `word` is a letter, a possessive or another clitic, an abbreviation, a hesitation, an
  /// archaic or a foreign word. A phrase is hardly ever heard as such a word.
  public static func isUnusual(_ word: String) -> Bool {
    isLetter(word) || isAbbreviation(word) || isClitic(word) || others.contains(word)
  }

  /// Whether a word is a single letter other than "a" and "i", such as "b".
  private static func isLetter(_ word: String) -> Bool {
    word.utf8.count == 1 && word != "a" && word != "i"
  }

  /// Whether a word is an abbreviation: it has a full stop, has no vowel, or is one of those that
  /// people write without either, as in "b.", "st" and "etc".
  private static func isAbbreviation(_ word: String) -> Bool {
    if word.contains(".") || abbreviations.contains(word) { return true }
    return word.utf8.count > 1 && !word.contains("'")
      && word.utf8.allSatisfy { (0x61...0x7A).contains($0) && !vowels.contains($0) }
  }

  /// Whether a word has an apostrophe that belongs to no contraction, as in "minutes'", "'em" and
  /// "dog's".
  private static func isClitic(_ word: String) -> Bool {
    guard let place = word.firstIndex(of: "'") else { return false }
    if place == word.startIndex || word.hasSuffix("'") { return true }
    let (stem, tail) = (word[..<place], word[word.index(after: place)...])
    switch tail {
    case "s": return !hosts.contains(String(stem))
    case "t", "re", "ve", "ll", "d", "m": return false
    default: return stem != "o"
    }
  }

  /// Whether two words differ only in apostrophes, as in "dogs" for "dog's" and "its" for "it's".
  private static func isSameButForApostrophes(_ candidate: String, _ word: String) -> Bool {
    candidate.utf8.filter { $0 != apostrophe } == word.utf8.filter { $0 != apostrophe }
  }

  private static let apostrophe = UInt8(ascii: "'")
  private static let vowels = Set("aeiouy".utf8)

  /// Words that "is", "has" or "us" are contracted with.
  private static let hosts = words(
    """
    he she it that this there here what who where when why how let one everybody everyone everything
    nobody nothing somebody someone something anybody anyone anything
    """)

  private static let abbreviations = words(
    """
    approx atty ave avg biol blvd capt chem cir co cont corp cpl edu eng esp est etc feds fri gov
    govt inc incl intl jan feb apr aug sept oct nov dec jr kgs lieut lt ltd maj misc natl no. nos
    oz prof pres pvt rd sen sgt sr supt thu thurs tue tues univ vs
    """)

  private static let others = archaic.union(hesitations).union(foreign).union(names)

  private static let archaic = words(
    """
    thee thou thy thine thyself ye hath doth hast dost didst hadst shalt wert canst couldst wouldst
    shouldst oft ere ne'er e'er o'er nay yea aye ay whence thence hither thither whither wherefore
    betwixt methinks unto ope twas tis twere lo hark forsooth verily spake quoth
    """)

  private static let hesitations = words(
    "ah ahh eh er erm ha hm hmm huh mm oh ooh oooh ugh uh um umm")

  /// Words of other languages and of the Internet that sound like common words: "de" like "day",
  /// "xi" like "she".
  private static let foreign = words(
    """
    ai al ar au aux bi ca che da das de del den der des di dit du ee el en et fe ii je jia ke la las le les li
    lo los ma mi mu ne ni nu oui per que qui re sci se si su te tu ur un une ve vi von wii xi xu yu zu
    """)

  /// Names that sound like some of the most frequent words: "hugh" like "you", "moore" like "more".
  private static let names = words(
    """
    ann anne hugh hughes kant klein lea leigh lowe mae mann moore ng noe noh rea reid sioux tew thoreau wei
    weil wie wong wu
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
