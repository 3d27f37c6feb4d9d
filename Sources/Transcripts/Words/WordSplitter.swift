/// Collects characters into words, deciding about the punctuation that may belong to them.
///
/// Apostrophes, full stops, commas and colons are held back until the next character tells what
/// they are.
struct WordSplitter {
  enum Kind { case letter, digit, mark }

  private var words: [String] = []
  private var word: [UInt8] = []
  /// Whether the word holds a letter or digit: marks and apostrophes alone make no word.
  private var isWord = false
  private var endsInDigit = false
  /// Punctuation since the last character of the word: `'`, `.`, `,` or `:`.
  private var held: UInt8?

  private static let quote: UInt8 = 0x27
  private static let stop: UInt8 = 0x2E

  mutating func add(_ byte: UInt8, kind: Kind) {
    settle(before: kind)
    word.append(byte)
    note(kind)
  }

  mutating func add(_ scalar: Unicode.Scalar, kind: Kind) {
    settle(before: kind)
    word.append(contentsOf: UTF8.encode(scalar)!)
    note(kind)
  }

  private mutating func note(_ kind: Kind) {
    isWord = isWord || kind != .mark
    endsInDigit = kind == .digit || (endsInDigit && kind == .mark)
  }

  /// Two in a row are a quotation mark.
  mutating func apostrophe() {
    if held == Self.quote {
      held = nil
      boundary()
    } else if word.last == Self.quote || (held != nil && held != Self.stop) {
      boundary()
      held = Self.quote
    } else {
      held = Self.quote
    }
  }

  /// A full stop, comma or colon.
  mutating func mark(_ byte: UInt8) {
    if held == nil, byte == Self.stop || endsInDigit {
      held = byte
    } else if held == Self.quote, byte == Self.stop {
      // "the dogs'." keeps its apostrophe; the stop says nothing more.
      settleAtBoundary()
      held = byte
    } else {
      boundary()
    }
  }

  mutating func boundary() {
    settleAtBoundary()
    endWord()
  }

  mutating func finish() -> [String] {
    boundary()
    return words
  }

  /// Decides about the held mark now that a character of a word follows it.
  private mutating func settle(before kind: Kind) {
    guard let mark = held else { return }
    held = nil
    if mark == Self.quote {
      word.append(mark)
    } else if endsInDigit, kind == .digit {
      word.append(mark)
    } else if mark != Self.stop {
      endWord()
    }
  }

  /// Decides about the held mark now that the word can't go on after it.
  private mutating func settleAtBoundary() {
    if held == Self.quote {
      word.append(Self.quote)
      endsInDigit = false
    }
    held = nil
  }

  private mutating func endWord() {
    defer {
      word.removeAll(keepingCapacity: true)
      isWord = false
      endsInDigit = false
    }
    guard isWord else { return }
    var range = word[...]
    while range.first == Self.quote, range.last == Self.quote {
      range = range.dropFirst().dropLast()
    }
    words.append(String(decoding: range, as: UTF8.self))
  }
}
