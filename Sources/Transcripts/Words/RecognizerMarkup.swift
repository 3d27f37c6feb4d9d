/// What becomes of what recognizers write beside words: `<unk>`, `[noise]`, `(uh)`, `<eps>`, `%hesitation`.
public enum MarkupPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// The name of the mark is a word like any other: "noise".
  case keep
  /// The mark is removed.
  case drop
  /// Each mark is a word of its own, unlike any that was said: "<noise>".
  case word
}

/// Finds a recognizer's marks in a text.
enum RecognizerMarkup {
  enum Part: Hashable {
    case text(Substring)
    /// The mark's name, lower-case: "noise".
    case mark(String)
  }

  /// The text and its marks in order. A mark stands between white space; only those in angle or square brackets
  /// may be of several words.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    var kept = rest.startIndex
    var place = rest.startIndex
    while place < text.endIndex {
      let isAtStart = place == text.startIndex || text[text.index(before: place)].isWhitespace
      if isAtStart, let (name, end) = mark(text[place...]) {
        parts.append(.text(text[kept..<place]))
        parts.append(.mark(name))
        (place, kept) = (end, end)
      } else {
        text.formIndex(after: &place)
      }
    }
    rest = text[kept...]
    return parts + [.text(rest)]
  }

  private static let closing: [Character: Character] = ["<": ">", "[": "]", "(": ")", "{": "}"]

  /// The mark that the text begins with, and where it ends.
  private static func mark(_ text: Substring) -> (name: String, end: Substring.Index)? {
    guard let first = text.first else { return nil }
    var end: Substring.Index
    let name: Substring
    if first == "%" {
      name = text.dropFirst().prefix { !$0.isWhitespace }
      end = name.endIndex
    } else {
      guard let close = closing[first], let last = text.firstIndex(of: close) else { return nil }
      name = text[text.index(after: text.startIndex)..<last]
      end = text.index(after: last)
    }
    let allowsSpaces = "<[".contains(first)
    let isName =
      name.contains(where: \.isLetter)
      && name.allSatisfy {
        $0.isLetter || $0.isNumber || "_-/'*+".contains($0) || allowsSpaces && $0 == " "
      }
    // A stop behind it belongs to the sentence.
    if end < text.endIndex, ".,;:!?".contains(text[end]) { end = text.index(after: end) }
    guard isName, end == text.endIndex || text[end].isWhitespace else { return nil }
    return (name.lowercased().split(separator: " ").joined(separator: "-"), end)
  }
}
