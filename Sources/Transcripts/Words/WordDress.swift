/// The case and punctuation in which a text wears a word: "“Right," is "right" in it.
package struct WordDress: Hashable, Sendable {
  /// The word as ``TextNormalizer`` writes it, by which tables know it.
  package let key: String
  private let before: String
  private let behind: String
  private let letters: Letters

  private enum Letters { case asTheyAre, capitalized, upper }

  /// Nil for what is no word, or several.
  ///
  /// - Parameter joinsHyphens: whether words with hyphens between them are one, as in "Twenty-three,".
  package init?(_ word: String, joinsHyphens: Bool = false) {
    let keys = TextNormalizer.standard.words(in: word)
    guard keys.count == 1 || (joinsHyphens && keys.count > 1 && word.contains("-")) else {
      return nil
    }
    key = keys.joined(separator: "-")
    func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    before = String(word.prefix { !isPart($0) })
    behind = String(word.reversed().prefix { !isPart($0) }.reversed())
    let core = word.dropFirst(before.count).dropLast(behind.count)
    let cased = core.filter { $0.isUppercase || $0.isLowercase }
    if cased.count > 1, cased.allSatisfy(\.isUppercase) {
      letters = .upper
    } else {
      letters = cased.first?.isUppercase == true ? .capitalized : .asTheyAre
    }
  }

  /// The key of a word; what is no word, or several, is its own.
  package static func key(of word: String) -> String {
    isPlain(word) ? word : WordDress(word)?.key ?? word
  }

  /// The keys that make up a word: two of "well-known", none of a dash.
  package static func keys(in word: String) -> [String] {
    isPlain(word) ? [word] : TextNormalizer.standard.words(in: word)
  }

  /// The keys of a text's words, joined by single spaces.
  package static func keys(of text: String) -> String {
    if isPlainText(text) { return text }
    return text.split(separator: " ").map { key(of: String($0)) }.joined(separator: " ")
  }

  /// Another word in this word's case and punctuation.
  package func dress(_ other: String) -> String { Self.dress(other, from: self, to: self) }

  /// Whether the word is its own key.
  package static func isPlain(_ word: String) -> Bool {
    word.utf8.allSatisfy(isPlain)
      || TextNormalizer.standard.words(in: word) == [word]
  }

  /// Whether something but a space would stand between the word and the one before it.
  package var hasBefore: Bool { !before.isEmpty }
  package var hasBehind: Bool { !behind.isEmpty }

  /// Whether a text is nothing but plain words of ASCII, as most are.
  package static func isPlainText(_ text: String) -> Bool {
    text.utf8.allSatisfy { isPlain($0) || $0 == 0x20 }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x27
  }

  /// What stands around the words that take the place of those from `first` to `last`, put around them; their
  /// letters in the case of `first`.
  package static func dress(_ text: String, from first: WordDress, to last: WordDress) -> String {
    let cased =
      switch first.letters {
      case .asTheyAre: text
      case .capitalized: text.prefix(1).uppercased() + text.dropFirst()
      case .upper: text.uppercased()
      }
    return first.before + cased + last.behind
  }
}
