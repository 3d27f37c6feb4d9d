/// Words as ranges of UTF-8 in one block of memory that belongs to this value alone: reading texts
/// into words and comparing them makes no strings and counts no references.
struct WordBlock: ~Copyable {
  /// The ranges of the words; a word is never empty.
  private let ranges: UnsafeMutablePointer<(start: Int32, end: Int32)>
  private let bytes: UnsafeMutablePointer<UInt8>
  /// The number of words.
  private(set) var count = 0
  /// The number of bytes written.
  private(set) var size = 0

  /// How far behind a word's end may be read: ``prefix(of:)`` takes eight bytes at once.
  private static let padding = 8

  /// - Parameters:
  ///   - bytes: how many may be appended.
  ///   - words: how many may be added.
  init(bytes capacity: Int, words: Int) {
    precondition(capacity < Int32.max - 8, "a text of fewer than two billion bytes")
    bytes = .allocate(capacity: capacity + Self.padding)
    bytes.initialize(repeating: 0, count: capacity + Self.padding)
    ranges = .allocate(capacity: words)
  }

  /// The words as they are; nil if one is not ASCII, and so may be equal to another in other bytes.
  init?(ascii words: [String]) {
    self.init(bytes: words.reduce(0) { $0 + $1.utf8.count }, words: words.count)
    for var word in words {
      let start = size
      word.withUTF8 { append($0) }
      addWord(start..<size)
    }
    guard UnsafeBufferPointer(start: bytes, count: size).areASCII else { return nil }
  }

  deinit {
    bytes.deallocate()
    ranges.deallocate()
  }

  subscript(byte: Int) -> UInt8 { bytes[byte] }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes[size] = byte
    size &+= 1
  }

  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let base = source.baseAddress else { return }
    (bytes + size).update(from: base, count: source.count)
    size &+= source.count
  }

  /// Appends each byte with the bits of `mask` set.
  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>, setting mask: UInt8) {
    for (place, byte) in source.enumerated() { bytes[size &+ place] = byte | mask }
    size &+= source.count
  }

  /// Forgets bytes behind the first `size`.
  mutating func truncate(to size: Int) { self.size = size }

  /// Makes a part of what was appended the next word.
  @inline(__always)
  mutating func addWord(_ range: Range<Int>) {
    ranges[count] = (Int32(range.lowerBound), Int32(range.upperBound))
    count &+= 1
  }

  /// The bytes behind the last word, from `start` on; they last as long as the block.
  func word(from start: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + start, count: size &- start)
  }

  /// Makes all bytes behind the last word a part of it.
  mutating func extendLastWord() {
    guard count > 0 else { return }
    ranges[count &- 1].end = Int32(size)
  }

  /// A word's bytes; they last as long as the block.
  @inline(__always)
  func word(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let (start, end) = ranges[index]
    return UnsafeBufferPointer(start: bytes + Int(start), count: Int(end &- start))
  }

  /// A word's first eight bytes, the first lowest, with zeros behind a shorter word.
  @inline(__always)
  func prefix(of index: Int) -> UInt64 {
    let (start, end) = ranges[index]
    let eight = UnsafeRawPointer(bytes + Int(start)).loadUnaligned(as: UInt64.self)
    let length = Int(end &- start)
    return length >= 8 ? eight : eight & ((1 &<< UInt64(length &* 8)) &- 1)
  }

  /// The words as strings.
  var strings: [String] {
    (0..<count).map { String(decoding: word($0), as: UTF8.self) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether every byte is a character of ASCII.
  var areASCII: Bool {
    var all: UInt8 = 0
    for byte in self { all |= byte }
    return all < 0x80
  }
}
