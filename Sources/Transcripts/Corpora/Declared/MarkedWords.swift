/// Words that stand for something that isn't said: `<unk>`, `[noise]`.
enum MarkedWords {
  /// The text without marked words, its other words joined by single spaces; texts without any stay as
  /// they are.
  static func dropped(from text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    let kept = words.filter { !isMarked($0) }
    return kept.count == words.count ? text : kept.joined(separator: " ")
  }

  private static func isMarked(_ word: Substring) -> Bool {
    word.count > 2
      && ((word.hasPrefix("<") && word.hasSuffix(">"))
        || (word.hasPrefix("[") && word.hasSuffix("]")))
  }
}
