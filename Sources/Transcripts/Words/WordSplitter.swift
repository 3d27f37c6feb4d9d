/// Collects characters into words, deciding about the punctuation that may belong to them.
///
/// Apostrophes, full stops, commas and colons are held back until the next character tells what
/// they are.
struct WordSplitter: ~Copyable {
  enum Kind { case letter, digit, mark }

  /// What was collected; the word that is not finished yet stands behind the others.
  private var block: WordBlock
  /// The start of that word.
  private var start = 0
  /// Whether the word holds a letter or digit: marks and apostrophes alone make no word.
  private var isWord = false
  private var endsInDigit = false
  /// Punctuation since the last character of the word: `'`, `.`, `,`, `:` or `/`; 0 if there is none.
  private var held: UInt8 = 0
  /// Whether the last character was white space or opened something: only there a minus sign can stand.
  private var isAtGap = true
  /// Whether nothing but white space stands between the last word, which ended in a digit, and here.
  private var isBehindNumber = false
  /// A minus sign that a digit may follow.
  private var hasMinus = false
  /// A sign of a currency that a digit may follow.
  private var currency: Unicode.Scalar?

  private static let quote: UInt8 = 0x27
  private static let stop: UInt8 = 0x2E

  /// - Parameter size: of the text in UTF-8.
  init(size: Int) {
    // Words have a boundary between them.
    block = WordBlock(bytes: size, words: size / 2 + 1)
  }

  /// Adds letters and digits of ASCII, each with the bits of `mask` set.
  ///
  /// - Precondition: there is at least one.
  @inline(__always)
  mutating func add(
    run: UnsafeBufferPointer<UInt8>, setting mask: UInt8
  ) {
    if held != 0 { settle(before: Self.isDigit(run[0]) ? .digit : .letter) }
    if hasMinus || currency != nil { settleSigns(beforeDigit: Self.isDigit(run[0])) }
    (isAtGap, isBehindNumber) = (false, false)
    block.append(run, setting: mask)
    isWord = true
    endsInDigit = Self.isDigit(run[run.count &- 1])
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether a byte is a letter or digit of ASCII.
  @inline(__always)
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || isDigit(byte)
  }

  mutating func add(_ scalar: Unicode.Scalar, kind: Kind) {
    if held != 0 { settle(before: kind) }
    if hasMinus || currency != nil { settleSigns(beforeDigit: kind == .digit) }
    (isAtGap, isBehindNumber) = (false, false)
    for byte in UTF8.encode(scalar)! { block.append(byte) }
    note(kind)
  }

  @inline(__always)
  private mutating func note(_ kind: Kind) {
    isWord = isWord || kind != .mark
    endsInDigit = kind == .digit || (endsInDigit && kind == .mark)
  }

  /// Two in a row are a quotation mark.
  mutating func apostrophe() {
    if hasMinus || currency != nil { settleSigns(beforeDigit: false) }
    isAtGap = false
    if held == Self.quote {
      held = 0
      boundary()
    } else if endsInQuote || (held != 0 && held != Self.stop) {
      boundary()
      held = Self.quote
    } else {
      held = Self.quote
    }
  }

  private var endsInQuote: Bool { block.size > start && block[block.size - 1] == Self.quote }

  /// A hyphen or minus sign: the sign of a number if it stands before one and behind white space.
  mutating func minus() {
    let isSign = isAtGap && currency == nil
    boundary()
    hasMinus = isSign
  }

  /// The sign of a currency, which belongs to a number before or behind it.
  mutating func currency(_ sign: Unicode.Scalar) {
    if block.size > start, endsInDigit, held == 0, !startsWithCurrency(block.word(from: start)) {
      append(sign)
      boundary()
    } else {
      let isFirst = currency == nil
      let (before, behind) = (
        isFirst && hasMinus, isFirst && isBehindNumber && block.size == start
      )
      boundary()
      (hasMinus, isBehindNumber) = (before, behind)
      currency = sign
    }
  }

  /// A percent sign, which belongs to the number before it, with or without white space between.
  mutating func percent() {
    if block.size > start, endsInDigit, held == 0 {
      append("%")
      boundary()
    } else {
      let isSuffix = isBehindNumber && block.size == start && currency == nil
      boundary()
      if isSuffix { extendLastWord(by: "%") }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar)! { block.append(byte) }
  }

  private mutating func extendLastWord(by sign: Unicode.Scalar) {
    append(sign)
    block.extendLastWord()
    start = block.size
    endsInDigit = false
  }

  /// Whether the bytes of a number begin with the sign of a currency, perhaps behind a minus sign.
  private func startsWithCurrency(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = bytes.drop { $0 == 0x2D }
    // "$" is the only one in ASCII.
    guard let first = rest.first, first == 0x24 || first >= 0x80 else { return false }
    return String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first.map(Self.isCurrency)
      ?? false
  }

  /// Whether it is the sign of a currency: "$", "€", "₺" and some sixty others.
  static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .currencySymbol
  }

  /// Decides about signs now that it is known what follows them.
  private mutating func settleSigns(beforeDigit: Bool) {
    let (minus, sign, isBehind) = (hasMinus, currency, isBehindNumber)
    (hasMinus, currency, isBehindNumber) = (false, nil, false)
    if beforeDigit {
      if minus { block.append(0x2D) }
      if let sign { append(sign) }
    } else if let sign, isBehind, !minus, block.count > 0,
      !startsWithCurrency(block.word(block.count - 1))
    {
      extendLastWord(by: sign)
    }
  }

  /// A full stop, comma, colon or slash.
  mutating func mark(_ byte: UInt8) {
    if hasMinus || currency != nil { settleSigns(beforeDigit: false) }
    isAtGap = false
    if held == 0, byte == Self.stop || endsInDigit {
      held = byte
    } else if held == Self.quote, byte == Self.stop {
      // "the dogs'." keeps its apostrophe; the stop says nothing more.
      settleAtBoundary()
      held = byte
    } else {
      boundary()
    }
  }

  @inline(__always)
  mutating func boundary() {
    if held != 0 { settleAtBoundary() }
    if hasMinus || currency != nil { settleSigns(beforeDigit: false) }
    if block.size > start { endWord() }
    (isAtGap, isBehindNumber) = (false, false)
  }

  /// White space, or what opens something, such as a bracket.
  @inline(__always)
  mutating func gap(isSpace: Bool) {
    if held != 0 { settleAtBoundary() }
    // "€ 5" is "€5", but in "5 € 6" the sign belongs to the 5.
    if isSpace, currency != nil, !isBehindNumber, block.size == start {
      isAtGap = true
      return
    }
    if hasMinus || currency != nil { settleSigns(beforeDigit: false) }
    let isBehind = isSpace && (block.size > start ? endsInDigit : isBehindNumber)
    if block.size > start { endWord() }
    (isAtGap, isBehindNumber) = (true, isBehind)
  }

  /// The words.
  consuming func finish() -> WordBlock {
    boundary()
    return block
  }

  /// Decides about the held mark now that a character of a word follows it.
  private mutating func settle(before kind: Kind) {
    let mark = held
    held = 0
    if mark == Self.quote || (endsInDigit && kind == .digit) {
      block.append(mark)
    } else if mark != Self.stop {
      endWord()
    }
  }

  /// Decides about the held mark now that the word can't go on after it.
  private mutating func settleAtBoundary() {
    if held == Self.quote {
      block.append(Self.quote)
      endsInDigit = false
    }
    held = 0
  }

  private mutating func endWord() {
    if isWord {
      var range = start..<block.size
      while block[range.lowerBound] == Self.quote, block[range.upperBound - 1] == Self.quote {
        range = range.lowerBound + 1..<range.upperBound - 1
      }
      block.addWord(range)
    } else {
      block.truncate(to: start)
    }
    start = block.size
    isWord = false
    endsInDigit = false
  }
}
