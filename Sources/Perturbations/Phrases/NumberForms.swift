package import Transcripts

/// Numbers as they are said and as they are written: "seventy five percent" and "75%".
package struct NumberForms: PhraseConfuser {
  private let language: NumberLanguage

  /// - Parameter language: what says where numbers stand and how else they may be written or said.
  package init(_ language: NumberLanguage) { self.language = language }

  /// The language's code where none is set.
  package static let standardLanguage = "en"

  package var longestPhrase: Int { language.longest }

  /// The longest numbers from the left: a part of one is none, and neither is the "one" of "one of us".
  package func places(in words: [String]) -> [Range<Int>]? { language.numbers(in: words) }

  package func alternatives(for phrase: String) -> PhraseAlternatives? {
    let forms = language.forms(of: phrase)
    return forms.isEmpty ? nil : PhraseAlternatives(forms.map { .init($0) })
  }
}
