import Artifacts
import Transcripts

/// Adds the lines of a lexicon file to a builder, byte by byte, without making strings of plain
/// ASCII.
struct LexiconLineParser {
  let path: String
  let reading: LexiconReading
  var builder: LexiconBuilder
  var accents: AccentRewriter
  let tokenizer: IPATokenizer
  /// The ranges of the current line's fields.
  private var fields: [Range<Int>] = []
  /// The current word in lower case.
  var word: [UInt8] = []

  init(path: String, reading: LexiconReading) {
    self.path = path
    self.reading = reading
    builder = LexiconBuilder(inventory: reading.format.inventory)
    accents = AccentRewriter(reading.accents)
    tokenizer = IPATokenizer(marks: reading.marks)
  }

  var format: LexiconFormat { reading.format }
  private var marks: PhoneMarks { reading.marks }

  private static let apostrophes: Set<Unicode.Scalar> = ["\u{2019}", "\u{2BC}", "\u{2018}"]

  mutating func parse(_ line: TextLines.Line) throws(LexiconError) {
    let isASCII = line.bytes.allSatisfy { $0 < 0x80 }
    guard isASCII || line.text != nil else { throw .notUTF8(path: path, line: line.number) }
    let number = line.number
    if format.hasColumns {
      return try parseColumns(String(decoding: line.bytes, as: UTF8.self), number: number)
    }
    try line.bytes.withUnsafeBufferPointer { bytes throws(LexiconError) in
      try parse(bytes, number: number, isASCII: isASCII)
    }
  }

  private mutating func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, number: Int, isASCII: Bool
  ) throws(LexiconError) {
    split(bytes)
    if fields.isEmpty {
      // CMUdict has lines with nothing but a comment; in Kaldi's files every line is an entry.
      if format == .cmudict { return }
      throw .emptyLine(path: path, line: number)
    }
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[fields[index]])
    }

    var written = field(0)
    var firstPhone = 1
    var probability: Double?
    switch format {
    case .cmudict:
      written = Self.withoutVariant(written)
    case .kaldi:
      if fields.count > 2 {
        let text = String(decoding: field(1), as: UTF8.self)
        // Tones and cues may be numbers, but have no decimals.
        guard Double(text) == nil || !text.contains(".") else {
          throw .unexpectedProbability(path: path, line: number, found: text)
        }
      }
    case .kaldiProbabilities:
      guard fields.count > 1 else { throw noPhones(written, number) }
      let text = String(decoding: field(1), as: UTF8.self)
      guard let value = Double(text), value > 0, value <= 1 else {
        throw .badProbability(path: path, line: number, found: text)
      }
      probability = value
      firstPhone = 2
    case .mfa, .wikipron, .ipaDict, .britfone:
      preconditionFailure("formats with columns have a parser of their own")
    }
    guard fields.count > firstPhone else { throw noPhones(written, number) }
    for index in firstPhone..<fields.count {
      builder.phones.append(try phone(field(index), number))
    }
    fold(written, isASCII: isASCII)
    try endEntry(probability: probability, number)
  }

  /// Completes the entry of ``word`` whose phones have been appended, in the accents that were
  /// requested.
  mutating func endEntry(probability: Double?, _ number: Int) throws(LexiconError) {
    if !accents.accents.isEmpty {
      let start = Int(builder.phoneStarts[builder.phoneStarts.count - 1])
      guard let phones = accents.rewritten(builder.phones[start...], &builder.inventory) else {
        throw .tooManyPhones(path: path, line: number)
      }
      builder.phones.replaceSubrange(start..., with: phones)
    }
    word.withUnsafeBufferPointer { builder.endEntry(word: $0, probability: probability) }
  }

  private mutating func phone(
    _ symbol: UnsafeBufferPointer<UInt8>, _ number: Int
  ) throws(LexiconError) -> UInt8 {
    if format == .cmudict {
      guard let code = builder.inventory.code(of: symbol) else {
        throw .unknownPhone(
          path: path, line: number, found: String(decoding: symbol, as: UTF8.self))
      }
      return code
    }
    guard let code = builder.inventory.intern(unmarked(symbol)) else {
      throw .tooManyPhones(path: path, line: number)
    }
    return code
  }

  /// The symbol without the marks that are to be dropped.
  private func unmarked(
    _ symbol: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard marks != .kept, !isARPABET(symbol) else { return symbol }
    var end = symbol.count
    if marks.tones == .dropped {
      while end > 1, (0x30...0x39).contains(symbol[end - 1]) { end -= 1 }
    }
    if marks.length == .dropped {
      while end > 1 {
        if symbol[end - 1] == UInt8(ascii: ":") {
          end -= 1
        } else if end > 2, symbol[end - 2] == 0xCB, [0x90, 0x91].contains(symbol[end - 1]) {
          end -= 2
        } else {
          break
        }
      }
    }
    return UnsafeBufferPointer(rebasing: symbol[..<end])
  }

  private func isARPABET(_ symbol: UnsafeBufferPointer<UInt8>) -> Bool {
    builder.inventory.code(of: symbol).map { Int($0) < PhoneInventory.arpabet.count } ?? false
  }

  func noPhones(_ word: UnsafeBufferPointer<UInt8>, _ number: Int) -> LexiconError {
    .noPhones(path: path, line: number, word: String(decoding: word, as: UTF8.self))
  }

  /// Splits a line at spaces and tabs, up to a comment.
  private mutating func split(_ bytes: UnsafeBufferPointer<UInt8>) {
    fields.removeAll(keepingCapacity: true)
    var position = 0
    while position < bytes.count {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
        position += 1
      }
      let start = position
      while position < bytes.count, bytes[position] != 0x20, bytes[position] != 0x09 {
        position += 1
      }
      guard position > start else { return }
      if format == .cmudict, isComment(bytes, start) { return }
      fields.append(start..<position)
    }
  }

  private func isComment(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "#")
      || (fields.isEmpty && bytes[start...].starts(with: ";;;".utf8))
  }

  /// The word without a variant's number: `word` for `word(2)`.
  static func withoutVariant(
    _ word: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard word.last == UInt8(ascii: ")"), let open = word.lastIndex(of: UInt8(ascii: "(")),
      open > 0, open < word.count - 2,
      word[(open + 1)..<(word.count - 1)].allSatisfy({ (0x30...0x39).contains($0) })
    else { return word }
    return UnsafeBufferPointer(rebasing: word[..<open])
  }

  mutating func fold(_ written: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    word.removeAll(keepingCapacity: true)
    if isASCII {
      for byte in written {
        word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      }
    } else {
      var folded = TextNormalizer.standard.form.apply(
        to: String(decoding: written, as: UTF8.self))
      if reading.vowelMarks == .dropped { folded = VowelMarks.dropped(from: folded) }
      // One apostrophe, as TextNormalizer writes it.
      for scalar in folded.unicodeScalars {
        word.append(contentsOf: UTF8.encode(Self.apostrophes.contains(scalar) ? "'" : scalar)!)
      }
    }
  }
}
