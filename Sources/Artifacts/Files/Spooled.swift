/// Values in their order, in memory as long as they are few and in a temporary file behind that: so a corpus may
/// be larger than memory.
///
/// Reading a value from the file makes it anew each time.
package struct Spooled<Element: Sendable>: RandomAccessCollection, Sendable {
  private let held: [Element]
  private let file: SpoolFile?
  private let decode: @Sendable (inout RecordReader) -> Element

  package init(_ elements: [Element]) {
    held = elements
    file = nil
    decode = { _ in preconditionFailure("nothing is in a file") }
  }

  fileprivate init(
    _ held: [Element], _ file: SpoolFile?,
    _ decode: @escaping @Sendable (inout RecordReader) -> Element
  ) {
    self.held = held
    self.file = file
    self.decode = decode
  }

  /// All values, if they are in memory.
  package var inMemory: [Element]? { file == nil ? held : nil }

  package var startIndex: Int { 0 }
  package var endIndex: Int { held.count + (file?.count ?? 0) }

  package subscript(position: Int) -> Element {
    guard position >= held.count, let file else { return held[position] }
    return file.withRecord(position - held.count) { bytes in
      var reader = RecordReader(bytes)
      return decode(&reader)
    }
  }

  /// Collects values.
  package struct Builder: ~Copyable {
    private var held: [Element] = []
    private var writer: SpoolFile.Writer?
    private var room: Int
    private let size: (Element) -> Int
    private let encode: (Element, inout RecordWriter) -> Void
    private let decode: @Sendable (inout RecordReader) -> Element

    /// - Parameters:
    ///   - room: about how many bytes may stay in memory.
    ///   - size: about how many bytes of memory a value takes.
    package init(
      room: Int, size: @escaping (Element) -> Int,
      encode: @escaping (Element, inout RecordWriter) -> Void,
      decode: @escaping @Sendable (inout RecordReader) -> Element
    ) {
      self.room = room
      self.size = size
      self.encode = encode
      self.decode = decode
    }

    /// Adds a value behind the others.
    package mutating func append(_ element: Element) {
      if writer == nil {
        room -= size(element)
        if room >= 0 {
          held.append(element)
          return
        }
        writer = SpoolFile.Writer()
      }
      var record = RecordWriter()
      encode(element, &record)
      writer!.append(record.bytes)
    }

    /// All values that were added.
    package consuming func finish() -> Spooled {
      var file: SpoolFile?
      if let writer = writer.take() { file = writer.finish() }
      return Spooled(held, file, decode)
    }
  }
}

/// Writes the parts of a record one after the other.
package struct RecordWriter {
  package private(set) var bytes: [UInt8] = []

  /// A number from 0, in seven bits a byte.
  package mutating func append(_ number: Int) {
    var left = UInt64(number)
    while left >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
      left >>= 7
    }
    bytes.append(UInt8(left))
  }

  package mutating func append(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func append(_ other: [UInt8]) {
    append(other.count)
    bytes += other
  }

  package mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads the parts of a record as they were written.
package struct RecordReader {
  private let record: UnsafeRawBufferPointer
  private var place = 0

  init(_ record: UnsafeRawBufferPointer) {
    self.record = record
  }

  package mutating func number() -> Int {
    var (number, shift) = (UInt64(0), UInt64(0))
    while true {
      let byte = record[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(number) }
      shift += 7
    }
  }

  package mutating func double() -> Double {
    defer { place += 8 }
    return Double(
      bitPattern: UInt64(
        littleEndian: record.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
  }

  package mutating func text() -> String {
    let count = number()
    defer { place += count }
    return String(
      decoding: UnsafeRawBufferPointer(rebasing: record[place..<place + count]), as: UTF8.self)
  }

  package mutating func bytes() -> [UInt8] {
    let count = number()
    defer { place += count }
    return Array(record[place..<place + count])
  }
}
