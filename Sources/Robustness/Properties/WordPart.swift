/// A part of a word, whose letters a model may fail to read.
enum WordPart: Hashable, CaseIterable {
  case beginning
  case middle
  case end

  /// The word with two of its letters, or four in its middle, replaced by letters that no word has there.
  ///
  /// - Parameter word: at least five characters.
  func misspelling(_ word: String) -> String {
    self == .middle ? replacing(word, with: "qxvz") : replacing(word, with: "zq")
  }

  /// The word with letters in that place that many words have.
  func likelySpellings(_ word: String) -> [String] {
    let letters =
      switch self {
      case .beginning: ["st", "be", "ma", "co"]
      case .middle: ["ater", "nder", "ista", "olle"]
      case .end: ["ed", "th", "on", "le"]
      }
    return letters.map { replacing(word, with: $0) }.filter { $0 != word }
  }

  private func replacing(_ word: String, with letters: String) -> String {
    switch self {
    case .beginning: letters + word.dropFirst(2)
    case .middle: word.prefix(2) + letters + word.suffix(2)
    case .end: word.dropLast(2) + letters
    }
  }
}
