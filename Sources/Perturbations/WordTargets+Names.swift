public import Transcripts

extension WordTargets {
  /// The names in texts as they were written: words that occur inside a sentence, and that always
  /// have a capital there.
  ///
  /// Texts that are all in capitals show no names and are skipped.
  ///
  /// - Parameters:
  ///   - texts: the texts as they were written.
  ///   - normalizer: brings the words to the form of prepared corpora.
  ///   - language: the language, whose function words are never names, even with a capital, as
  ///     English "I".
  public static func names(
    in texts: some Sequence<String>, normalizer: TextNormalizer = .standard,
    language: LanguageWords = .english
  ) -> WordTargets {
    var capitalized: Set<String> = []
    var plain: Set<String> = []
    // Few words make up most of a corpus.
    var known: [String: WrittenWord] = [:]
    for text in texts where text.contains(where: \.isLowercase) {
      var beginsSentence = true
      for written in text.parts(
        betweenASCII: { $0 == 0x20 || (0x09...0x0D).contains($0) }, orCharacters: \.isWhitespace)
      {
        let word: WrittenWord
        if let found = known[written] {
          word = found
        } else {
          word = WrittenWord(written, normalizer)
          if known.count >= WrittenWord.remembered { known = [:] }
          known[written] = word
        }
        if !beginsSentence {
          if word.isCapitalized {
            capitalized.formUnion(word.words)
          } else {
            plain.formUnion(word.words)
          }
        } else if word.beginsInLowerCase {
          plain.formUnion(word.words)
        }
        beginsSentence = word.endsSentence ?? beginsSentence
      }
    }
    // "I" is written with a capital and names nobody.
    return .listed(capitalized.subtracting(plain).subtracting(language.functionWords))
  }

  /// ``names(in:normalizer:language:)`` of a corpus's references and hypotheses.
  public static func names(
    in utterances: some Sequence<Utterance>, language: LanguageWords = .english
  ) -> WordTargets {
    names(in: utterances.lazy.flatMap { [$0.reference] + $0.nBest.texts }, language: language)
  }
}

/// What a word shows as it is written in a text, with its punctuation.
private struct WrittenWord {
  /// The words that it is when normalized.
  let words: [String]
  let isCapitalized: Bool
  let beginsInLowerCase: Bool
  /// Whether a sentence ends behind it; nil where it is quotation marks alone, which tell nothing.
  let endsSentence: Bool?

  /// How many are remembered at a time.
  static let remembered = 1 << 15

  init(_ written: String, _ normalizer: TextNormalizer) {
    words = normalizer.words(in: written)
    let initial = written.first { $0.isLetter }
    isCapitalized = initial?.isUppercase == true
    beginsInLowerCase = initial?.isLowercase == true
    let end = written.last { $0 != "\"" && $0 != "”" && $0 != "'" && $0 != ")" }
    endsSentence = end.map { ".!?:".contains($0) }
  }
}
