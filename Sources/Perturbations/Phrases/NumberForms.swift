package import Transcripts

/// Numbers in spoken and in written form, such as "seventy five percent" and "75%".
package struct NumberForms: PhraseConfuser {
  private let language: NumberLanguage

  /// Makes the confusions of a language.
  ///
  /// - Parameter language: finds numbers, and knows their other forms.
  package init(_ language: NumberLanguage) { self.language = language }

  /// The language code that is used if none is set.
  package static let standardLanguage = "en"

  package var longestPhrase: Int { language.longest }

  /// The longest numbers, from the left. Parts of a number are not numbers, and neither is the
  /// "one" of "one of us".
  ///
  /// Hyphens between words are as blanks: "twenty-three" is a number.
  package func places(in words: [String]) -> [Range<Int>]? {
    guard words.contains(where: { $0.contains("-") }) else { return language.numbers(in: words) }
    var parts: [String] = []
    var starts: [Int] = []
    for word in words {
      starts.append(parts.count)
      parts += Self.parts(of: word)
    }
    let ends = Array(starts.dropFirst()) + [parts.count]
    // A number that ends within a word is none.
    return language.numbers(in: parts).compactMap { range in
      guard let first = starts.firstIndex(of: range.lowerBound),
        let last = ends.firstIndex(of: range.upperBound)
      else { return nil }
      return first..<last + 1
    }
  }

  /// The words that hyphens join; "10-20" and "-5" are none.
  private static func parts(of word: String) -> [String] {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    let areWords = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter } }
    return areWords ? parts.map(String.init) : [word]
  }

  package func alternatives(for phrase: String) -> PhraseAlternatives? {
    let words = phrase.split(separator: " ").flatMap { Self.parts(of: String($0)) }
    let forms = language.forms(of: words.joined(separator: " "))
    return forms.isEmpty ? nil : PhraseAlternatives(forms.map { .init($0) })
  }
}
