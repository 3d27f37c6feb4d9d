/// How a text may differ from small letters of ASCII: what models stumble over.
package enum WordForm: String, CaseIterable {
  case capital = "a capital letter"
  case digit = "a digit"
  case beyondASCII = "a character beyond ASCII"
  case punctuation = "a punctuation mark"

  /// The forms that a text has somewhere.
  package static func all(of text: String) -> Set<WordForm> {
    Set(allCases.filter { $0.isIn(text) })
  }

  private func isIn(_ text: String) -> Bool {
    switch self {
    case .capital: text.contains(where: \.isUppercase)
    case .digit: text.contains(where: \.isNumber)
    case .beyondASCII: text.contains { !$0.isASCII }
    // An apostrophe is part of its word.
    case .punctuation: text.contains { $0.isPunctuation && $0 != "'" }
    }
  }
}
