import Transcripts

extension TextFormChange {
  /// A way of writing a text.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// Capital letters, as in "TELL HER".
    case upperCase
    /// Small letters, as in "tell her".
    case lowerCase
    /// A capital at the beginning of each word, as in "Tell Her".
    case capitalized
    /// Letters and marks as separate code points: "é" as e and a combining acute accent.
    case decomposed
    /// Letters and marks as combined code points.
    case composed
    /// A curly apostrophe for a straight one, as in "we’re", and the other way round.
    case curlyApostrophe
    /// No apostrophe, as in "were" for "we're" or "we’re".
    case noApostrophe
    /// The case of a sentence, as in "Tell her I'm here on Monday".
    case sentenceCase
    /// A full stop at the end, as in "tell her."
    case finalStop
    /// The case of a sentence and a full stop, as in "Tell her."
    case sentence
    /// No punctuation around words, as in "well tell her" for "well, tell her."
    case unpunctuated
    /// Commas after introductory words and before "but", as in "well, tell her".
    case commas
    /// Numbers with hyphens, as in "twenty-one".
    case hyphenated
    /// Symbols for words, as in "&" for "and" and "%" for "percent".
    case symbols

    /// The forms that never change the meaning: capitals and code points.
    public static let faithful: [Form] = [
      .upperCase, .lowerCase, .capitalized, .decomposed, .composed,
    ]
    /// The ways to write an apostrophe. A word that loses its apostrophe may become another word.
    public static let apostrophes: [Form] = [.curlyApostrophe, .noApostrophe]
    /// The forms in which recognizers' texts with the same words differ. Symbols are not among
    /// them, since a normalizer that drops "&" would count one word less.
    public static let recognized: [Form] =
      faithful + [.sentenceCase, .finalStop, .sentence, .unpunctuated, .commas, .hyphenated]
    /// The forms that may make other words.
    static let changing: [Form] = [.noApostrophe, .symbols]
    /// The forms in ``recognized`` that need no word list of the language.
    public static let anyLanguage: [Form] = faithful + [.finalStop, .unpunctuated]

    /// The word in this form, wherever in a text it may stand.
    public func apply(to word: String) -> String { outcomes(of: word).first ?? word }

    /// What may become of a word, or of two that are joined, in some place of a text.
    func outcomes(of phrase: String) -> [String] {
      switch self {
      case .upperCase: [phrase.uppercased()]
      case .lowerCase: [phrase.lowercased()]
      case .capitalized: [Self.capitalized(phrase)]
      case .decomposed: [UnicodeForm.nfd.apply(to: phrase)]
      case .composed: [UnicodeForm.nfc.apply(to: phrase)]
      case .curlyApostrophe:
        [String(phrase.map { $0 == "'" ? "\u{2019}" : $0 == "\u{2019}" ? "'" : $0 })]
      case .noApostrophe: [phrase.filter { $0 != "'" && $0 != "\u{2019}" }]
      case .sentenceCase: [Self.capitalized(phrase)]
      case .finalStop: [phrase + "."]
      case .sentence: [phrase + ".", Self.capitalized(phrase), Self.capitalized(phrase) + "."]
      case .unpunctuated: [Self.withoutPunctuation(phrase)]
      case .commas: [phrase + ","]
      case .hyphenated: [phrase.replacing(" ", with: "-")]
      case .symbols: [Self.symbolsOfWords[phrase] ?? phrase]
      }
    }

    /// The places that this form writes differently, from the left, with their new texts.
    func changes(in words: [String]) -> [(range: Range<Int>, text: String)] {
      func each(_ write: (Int, String) -> String) -> [(range: Range<Int>, text: String)] {
        words.enumerated().map { ($0..<$0 + 1, write($0, $1)) }
          .filter { !words[$0.range.lowerBound].isSameCodePoints(as: $0.text) }
      }
      let last = words.count - 1
      return switch self {
      case .upperCase, .lowerCase, .capitalized, .decomposed, .composed, .curlyApostrophe,
        .noApostrophe, .unpunctuated, .symbols:
        each { apply(to: $1) }
      case .sentenceCase: each { Self.cased($1, isFirst: $0 == 0) }
      case .finalStop: each { $0 == last && Self.endsPlainly($1) ? $1 + "." : $1 }
      case .sentence:
        each {
          Self.cased($1, isFirst: $0 == 0) + ($0 == last && Self.endsPlainly($1) ? "." : "")
        }
      case .commas:
        each { $0 < last && Self.endsPlainly($1) && Self.hasComma($0, words) ? $1 + "," : $1 }
      case .hyphenated: Self.compounds(in: words)
      }
    }

    /// Whether no punctuation mark follows the word yet.
    private static func endsPlainly(_ word: String) -> Bool {
      word.last.map { $0.isLetter || $0.isNumber || $0 == "'" } ?? false
    }

    /// The part between the first and the last letter or digit; a word of nothing but marks stays.
    private static func withoutPunctuation(_ word: String) -> String {
      func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
      guard let first = word.firstIndex(where: isPart), let last = word.lastIndex(where: isPart)
      else { return word }
      return String(word[first...last])
    }

    private static func capitalized(_ word: String) -> String {
      word.prefix(1).uppercased() + word.dropFirst()
    }

    /// The word in the case of a sentence, where first words and names have capitals. Names of days
    /// and months count as names, except "march" and "may", which are also other words.
    private static func cased(_ word: String, isFirst: Bool) -> String {
      let isCapital = isFirst || word == "i" || word.hasPrefix("i'") || dates.contains(word)
      return isCapital ? capitalized(word) : word
    }

    private static let dates: Set<String> = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
      "february", "april", "june", "july", "august", "september", "october", "november", "december",
    ]

    private static func hasComma(_ place: Int, _ words: [String]) -> Bool {
      (place == 0 && openers.contains(words[place])) || words[place + 1] == "but"
    }

    private static let openers: Set<String> = [
      "well", "yes", "no", "oh", "okay", "so", "yeah", "now",
    ]

    /// The numbers that can be hyphenated, such as "twenty one". A compound of anything else would
    /// be a guess.
    private static func compounds(in words: [String]) -> [(range: Range<Int>, text: String)] {
      words.indices.dropLast().filter { tens.contains(words[$0]) && ones.contains(words[$0 + 1]) }
        .map { ($0..<$0 + 2, words[$0] + "-" + words[$0 + 1]) }
    }

    private static let tens: Set<String> = [
      "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let ones: Set<String> = [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
      "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    ]

    /// Symbols that recognizers write for words.
    private static let symbolsOfWords = [
      "and": "&", "percent": "%", "plus": "+", "at": "@", "equals": "=", "hashtag": "#",
    ]
  }
}
