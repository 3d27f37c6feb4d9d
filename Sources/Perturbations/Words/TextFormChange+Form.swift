import Transcripts

extension TextFormChange {
  /// How a text is written.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// "TELL HER"
    case upperCase
    /// "tell her"
    case lowerCase
    /// "Tell Her"
    case capitalized
    /// Letters and marks apart: "é" as e and a combining acute accent.
    case decomposed
    /// Letters and marks together.
    case composed
    /// A curly apostrophe: "we’re".
    case curlyApostrophe
    /// No apostrophe: "were" for "we're".
    case noApostrophe
    /// The case of a sentence: "Tell her I'm here on Monday".
    case sentenceCase
    /// A full stop at the end: "tell her."
    case finalStop
    /// The case of a sentence, and its full stop: "Tell her."
    case sentence
    /// No punctuation around words: "well tell her" for "well, tell her."
    case unpunctuated
    /// Commas behind what opens a sentence, and before "but": "well, tell her"
    case commas
    /// Numbers with hyphens: "twenty-one".
    case hyphenated
    /// Symbols for words: "&" for "and", "%" for "percent".
    case symbols

    /// The forms that say the same to everybody: capitals and code points.
    public static let faithful: [Form] = [
      .upperCase, .lowerCase, .capitalized, .decomposed, .composed,
    ]
    /// The ways to write an apostrophe; without one it may be another word.
    public static let apostrophes: [Form] = [.curlyApostrophe, .noApostrophe]
    /// In what the texts of recognizers differ that say the same words. Symbols are not among them: a normalizer
    /// that drops "&" would count a word less.
    public static let recognized: [Form] =
      faithful + [.sentenceCase, .finalStop, .sentence, .unpunctuated, .commas, .hyphenated]
    /// Those of them that need no list of words of the language.
    public static let anyLanguage: [Form] = faithful + [.finalStop, .unpunctuated]

    /// `word` in this form, wherever in a text it may stand.
    public func apply(to word: String) -> String { outcomes(of: word).first ?? word }

    /// What becomes of a word, or of two that are joined, in some place of a text.
    func outcomes(of phrase: String) -> [String] {
      switch self {
      case .upperCase: [phrase.uppercased()]
      case .lowerCase: [phrase.lowercased()]
      case .capitalized: [Self.capitalized(phrase)]
      case .decomposed: [UnicodeForm.nfd.apply(to: phrase)]
      case .composed: [UnicodeForm.nfc.apply(to: phrase)]
      case .curlyApostrophe: [String(phrase.map { $0 == "'" ? "\u{2019}" : $0 })]
      case .noApostrophe: [phrase.filter { $0 != "'" }]
      case .sentenceCase: [Self.capitalized(phrase)]
      case .finalStop: [phrase + "."]
      case .sentence: [phrase + ".", Self.capitalized(phrase), Self.capitalized(phrase) + "."]
      case .unpunctuated: [Self.withoutPunctuation(phrase)]
      case .commas: [phrase + ","]
      case .hyphenated: [phrase.replacing(" ", with: "-")]
      case .symbols: [Self.symbolsOfWords[phrase] ?? phrase]
      }
    }

    /// What this form writes in another way, from the left.
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

    /// Whether no punctuation mark stands behind the word yet.
    private static func endsPlainly(_ word: String) -> Bool {
      word.last.map { $0.isLetter || $0.isNumber || $0 == "'" } ?? false
    }

    /// What stands between the first and the last letter or digit; marks alone stay.
    private static func withoutPunctuation(_ word: String) -> String {
      func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
      guard let first = word.firstIndex(where: isPart), let last = word.lastIndex(where: isPart)
      else { return word }
      return String(word[first...last])
    }

    private static func capitalized(_ word: String) -> String {
      word.prefix(1).uppercased() + word.dropFirst()
    }

    /// In a sentence its first word and names have capitals. Names of days and months are known to be some;
    /// "march" and "may" are words, too.
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

    /// "twenty one"; a compound of anything else would be a guess.
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
