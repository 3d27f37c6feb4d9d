/// How the numbers of one language are said and written: what a ``NumberLanguage`` is made of.
///
/// Words are as ``TextNormalizer`` writes them, lower-case.
protocol NumberGrammar: Sendable {
  /// The most words of a spoken or written number.
  var longest: Int { get }

  /// Whether a number may hold the word; a quick answer, which may be yes too often.
  func mayStandInNumber(_ word: String) -> Bool

  /// Whether a word is written rather than spoken: by default one with a digit or a fraction.
  func isWritten(_ word: String) -> Bool

  /// What a spoken number means, the likeliest first; nothing for words that are no number.
  func meanings(ofSpoken words: [String]) -> [NumberReading]

  /// What a written number means, the likeliest first.
  func meanings(ofWritten words: [String]) -> [NumberReading]

  /// The ways to write it, the commonest first.
  func written(_ reading: NumberReading) -> [String]

  /// The ways to say it, the commonest first.
  func spoken(_ reading: NumberReading) -> [String]

  /// Whether a spoken number may stand among these neighbors: "one" is none in "one of us", and "two" none
  /// before "hundred".
  func isNumber(_ range: Range<Int>, of words: [String]) -> Bool
}

extension NumberGrammar {
  func isWritten(_ word: String) -> Bool { hasDigits(word) }

  /// Whether a word holds a digit or a fraction.
  func hasDigits(_ word: String) -> Bool {
    word.unicodeScalars.contains {
      ("0"..."9").contains($0) || WrittenNumber.vulgar[String($0)] != nil
    }
  }
}
