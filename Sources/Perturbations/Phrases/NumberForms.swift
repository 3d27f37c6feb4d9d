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
  package func places(in words: [String]) -> [Range<Int>]? { language.numbers(in: words) }

  package func alternatives(for phrase: String) -> PhraseAlternatives? {
    let forms = language.forms(of: phrase)
    return forms.isEmpty ? nil : PhraseAlternatives(forms.map { .init($0) })
  }
}
