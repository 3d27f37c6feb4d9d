import Artifacts

/// Finds the numbers of a language's texts, and says and writes them in other ways.
///
/// ```swift
/// let english = NumberLanguage.language("en")!
/// english.forms(of: "nineteen eighty four")  // ["1984"]
/// english.forms(of: "1984")  // ["nineteen eighty four", "one thousand nine hundred eighty four", …]
/// english.numbers(in: ["one", "of", "us"])  // []
/// ```
///
/// English and German have grammars of their own, with money, times and so on; other languages that ICU
/// has rules for have cardinals, ordinals, years and decimals.
package final class NumberLanguage: Sendable {
  /// The language as it was asked for: "en".
  package let code: String
  private let grammar: any NumberGrammar
  private let known = Lock<[String: [String]]>([:])

  private static let languages = Lock<[String: NumberLanguage?]>([:])

  /// The language of a code ("en", "de-CH"), made once in a process; nil if ICU has no rules for its numbers.
  package static func language(_ code: String) -> NumberLanguage? {
    languages.withLock { languages in
      if let found = languages[code] { return found }
      let made = NumberRules.rules(for: code).map { NumberLanguage(code, $0) }
      languages[code] = .some(made)
      return made
    }
  }

  private init(_ code: String, _ rules: NumberRules) {
    self.code = code
    switch code.split(whereSeparator: { "-_".contains($0) }).first {
    case "en": grammar = EnglishNumbers(rules)
    case "de": grammar = GermanNumbers(rules)
    default: grammar = PlainNumbers(rules)
    }
  }

  /// The most words of a number.
  package var longest: Int { grammar.longest }

  /// The places of numbers: the longest ones from the left, and never a part of one.
  package func numbers(in words: [String]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < words.count {
      if let range = longestNumber(at: start, in: words) {
        found.append(range)
        start = range.upperBound
      } else {
        start += 1
      }
    }
    return found
  }

  private func longestNumber(at start: Int, in words: [String]) -> Range<Int>? {
    var end = start
    while end < words.count, end - start < grammar.longest,
      grammar.isWritten(words[end]) || grammar.mayStandInNumber(words[end])
    {
      end += 1
    }
    while end > start {
      let range = start..<end
      if !forms(of: words[range].joined(separator: " ")).isEmpty,
        words[range].contains(where: grammar.isWritten) || grammar.isNumber(range, of: words)
      {
        return range
      }
      end -= 1
    }
    return nil
  }

  /// The other ways to write or say a number, the commonest first: written ones of a spoken phrase, spoken
  /// ones of a written one; none if the phrase is no number.
  package func forms(of phrase: String) -> [String] {
    if let found = known.withLock({ $0[phrase] }) { return found }
    var forms: [String] = []
    for reading in meanings(of: phrase) {
      for form in isWritten(phrase) ? grammar.spoken(reading) : grammar.written(reading)
      where form != phrase && !forms.contains(form) { forms.append(form) }
    }
    known.withLock { $0[phrase] = forms }
    return forms
  }

  /// The numbers of a text said in one way each, so that all ways to write and to say a number come out as the
  /// same words; the other words as they are.
  ///
  /// What a text leaves open is decided always in the same way: "1984" is a year.
  package func spoken(_ words: [String]) -> [String] {
    var result: [String] = []
    var place = 0
    for range in numbers(in: words) {
      result += words[place..<range.lowerBound]
      result += canonical(words[range].joined(separator: " ")).split(separator: " ").map(
        String.init)
      place = range.upperBound
    }
    return result + words[place...]
  }

  /// The canonical form of a phrase, by way of its written form, since two ways to say a number are
  /// written alike.
  private func canonical(_ phrase: String) -> String {
    let written =
      isWritten(phrase)
      ? phrase : meanings(of: phrase).lazy.flatMap { self.grammar.written($0) }.first ?? phrase
    let reading = meanings(of: written).first
    return reading.flatMap { grammar.spoken($0).first } ?? phrase
  }

  private func isWritten(_ phrase: String) -> Bool {
    phrase.split(separator: " ").contains { grammar.isWritten(String($0)) }
  }

  private func meanings(of phrase: String) -> [NumberReading] {
    let words = phrase.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return [] }
    return isWritten(phrase)
      ? grammar.meanings(ofWritten: words) : grammar.meanings(ofSpoken: words)
  }
}
