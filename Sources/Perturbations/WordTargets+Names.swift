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
    for text in texts where text.contains(where: \.isLowercase) {
      var beginsSentence = true
      for written in text.split(whereSeparator: \.isWhitespace) {
        let words = normalizer.words(in: String(written))
        let initial = written.first { $0.isLetter }
        for word in words where !beginsSentence {
          if initial?.isUppercase == true { capitalized.insert(word) } else { plain.insert(word) }
        }
        if beginsSentence, initial?.isLowercase == true { plain.formUnion(words) }
        let end = written.last { $0 != "\"" && $0 != "”" && $0 != "'" && $0 != ")" }
        beginsSentence = end.map { ".!?:".contains($0) } ?? beginsSentence
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
