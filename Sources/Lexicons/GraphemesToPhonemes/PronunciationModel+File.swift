import Artifacts
package import Foundation
import Transcripts

extension PronunciationModel {
  /// Reads a model that ``write(to:)`` wrote, gzipped or plain.
  ///
  /// The layout: the line `mondegreen pronunciations 1`; then numbers of seven bits a byte, the lowest first, the
  /// top bit set where more follow, and texts as their number of bytes and their UTF-8. In this order: the lexicon's
  /// name and digest; the letters as code points; the phones; the graphones, each as a number of letters, these, a
  /// number of phones, these; the order of the n-gram. For each level from 1: the number of n-grams; how many of
  /// them extend each of the level before; their last tokens, as differences from the one before in the same
  /// context; a table of logarithms as little-endian floating-point numbers of 32 bits, and a byte for each n-gram
  /// that points into it; another table and bytes for the backoff weights, but for the last level.
  ///
  /// - Throws: ``PronunciationModelError`` with the path.
  public init(contentsOf path: String) throws(PronunciationModelError) {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path, limit: 1 << 30)
    } catch {
      throw .file(error)
    }
    try self.init(data, path: path)
  }

  package init(_ data: Data, path: String) throws(PronunciationModelError) {
    guard data.starts(with: ModelBytes.magic) else {
      throw .malformed(
        path: path, expected: "a pronunciation model of version 1", found: "something else")
    }
    let parts = data.withUnsafeBytes { bytes in
      var reader = ModelReader(bytes: bytes, place: ModelBytes.magic.count)
      return reader.parts()
    }
    guard let parts else {
      throw .malformed(
        path: path, expected: "as many letters, phones and n-grams as the model says",
        found: "others: it is damaged")
    }
    self.init(parts, data: data)
  }

  /// Makes a model with its probabilities rounded as its file will store them, so that it gives the
  /// same pronunciations before and after writing.
  init(learned parts: PronunciationModelParts) {
    let data = ModelBytes.file(parts)
    let written = data.withUnsafeBytes { bytes in
      var reader = ModelReader(bytes: bytes, place: ModelBytes.magic.count)
      return reader.parts()
    }
    guard let written else { preconditionFailure("a model that was written can be read") }
    self.init(written, data: data)
  }

  /// Writes the model atomically, gzipped if the path ends in `.gz`.
  ///
  /// - Throws: ``PronunciationModelError/file(_:)``.
  public func write(to path: String) throws(PronunciationModelError) {
    do {
      try ArtifactFile.write(path.hasSuffix(".gz") ? Gzip.compress(data) : data, to: path)
    } catch {
      throw .file(error)
    }
  }
}

/// Writes the bytes of a model's file.
private enum ModelBytes {
  static let magic = Array("mondegreen pronunciations 1\n".utf8)

  static func file(_ parts: PronunciationModelParts) -> Data {
    var bytes = magic
    func append(_ number: Int) {
      var rest = UInt(number)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    func append(_ text: String) {
      append(text.utf8.count)
      bytes += text.utf8
    }
    func append(_ values: [Float]) {
      let table = LogarithmTable(values)
      append(table.values.count)
      for value in table.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
      }
      bytes += values.map(table.index)
    }
    append(parts.name)
    append(parts.lexicon.hexadecimal)
    append(parts.letters.count)
    for letter in parts.letters { append(Int(letter.value)) }
    append(parts.phones.count)
    for phone in parts.phones { append(phone) }
    append(parts.graphones.count)
    for graphone in parts.graphones {
      append(graphone.letters.count)
      for letter in graphone.letters { append(Int(letter)) }
      append(graphone.phones.count)
      for phone in graphone.phones { append(Int(phone)) }
    }
    append(parts.levels.levels.count)
    for (number, level) in parts.levels.levels.enumerated() {
      append(level.tokens.count)
      for count in level.childCounts { append(Int(count)) }
      var node = 0
      for count in level.childCounts {
        var previous = 0
        for _ in 0..<count {
          append(Int(level.tokens[node]) - previous)
          previous = Int(level.tokens[node])
          node += 1
        }
      }
      append(level.weights)
      if number + 1 < parts.levels.levels.count { append(level.backoffs) }
    }
    return Data(bytes)
  }
}

/// At most 256 logarithms that represent all values of a column.
private struct LogarithmTable {
  /// The values in ascending order.
  let values: [Float]

  /// Takes the means of equally large groups of neighboring values.
  init(_ column: [Float]) {
    let sorted = column.sorted()
    var distinct: [Float] = []
    for value in sorted where distinct.last != value {
      distinct.append(value)
      if distinct.count > 256 { break }
    }
    if distinct.count <= 256 {
      values = distinct
      return
    }
    var means: [Float] = []
    for group in 0..<256 {
      let range = group * sorted.count / 256..<(group + 1) * sorted.count / 256
      guard !range.isEmpty else { continue }
      let mean = Float(sorted[range].reduce(0) { $0 + Double($1) } / Double(range.count))
      if means.last.map({ $0 < mean }) ?? true { means.append(mean) }
    }
    values = means
  }

  /// The index of the nearest value.
  func index(of value: Float) -> UInt8 {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    if low == values.count { return UInt8(low - 1) }
    if low > 0, value - values[low - 1] < values[low] - value { return UInt8(low - 1) }
    return UInt8(low)
  }
}

/// Reads the parts of a model's file one after another; nil if a part is malformed.
private struct ModelReader {
  let bytes: UnsafeRawBufferPointer
  var place: Int

  mutating func parts() -> PronunciationModelParts? {
    guard let name = text(), let digest = text(), Digest(hexadecimal: digest).isWellFormed,
      let letterCount = count(), let letters = letters(letterCount),
      let phoneCount = count(), phoneCount <= 256
    else { return nil }
    var phones: [String] = []
    for _ in 0..<phoneCount {
      guard let phone = text(), !phone.isEmpty, !phones.contains(phone) else { return nil }
      phones.append(phone)
    }
    guard let graphoneCount = count(), graphoneCount <= 65_000,
      let graphones = graphones(graphoneCount, letterCount, phoneCount),
      let order = number(), (1...12).contains(order)
    else { return nil }
    var levels: [GraphoneLevels.Level] = []
    var parents = 1
    for length in 1...order {
      guard
        let level = level(
          below: parents, tokens: graphoneCount + 2, isLast: length == order)
      else { return nil }
      parents = level.tokens.count
      levels.append(level)
    }
    // Without any token nothing could follow the beginning.
    guard place == bytes.count, !levels[0].tokens.isEmpty else { return nil }
    return PronunciationModelParts(
      name: name, lexicon: Digest(hexadecimal: digest), letters: letters, phones: phones,
      graphones: graphones, levels: GraphoneLevels(levels: levels))
  }

  private mutating func letters(_ count: Int) -> [Unicode.Scalar]? {
    guard count < 0xFFFF else { return nil }
    var found: [Unicode.Scalar] = []
    for _ in 0..<count {
      guard let value = number(), let code = UInt32(exactly: value),
        let letter = Unicode.Scalar(code), found.last.map({ $0 < letter }) ?? true
      else { return nil }
      found.append(letter)
    }
    return found
  }

  private mutating func graphones(_ count: Int, _ letters: Int, _ phones: Int) -> [Graphone]? {
    var found: [Graphone] = []
    for _ in 0..<count {
      guard let letterCount = number(), (1...4).contains(letterCount),
        let spelled = numbers(letterCount, below: letters), let phoneCount = number(),
        phoneCount <= 7, let said = numbers(phoneCount, below: phones)
      else { return nil }
      let graphone = Graphone(
        letters: spelled.map { UInt16($0) }, phones: said.map { UInt8($0) })
      guard found.last.map({ $0 < graphone }) ?? true else { return nil }
      found.append(graphone)
    }
    return found
  }

  private mutating func level(
    below parents: Int, tokens: Int, isLast: Bool
  ) -> GraphoneLevels.Level? {
    guard let nodes = count() else { return nil }
    var level = GraphoneLevels.Level()
    var sum = 0
    for _ in 0..<parents {
      guard let children = number(), children <= tokens else { return nil }
      sum += children
      guard sum <= nodes else { return nil }
      level.childCounts.append(UInt32(children))
    }
    guard sum == nodes else { return nil }
    for children in level.childCounts {
      var previous = 0
      for child in 0..<children {
        guard let step = number(), child == 0 || step > 0, step < tokens - previous else {
          return nil
        }
        previous += step
        level.tokens.append(UInt16(previous))
      }
    }
    guard let weights = column(nodes) else { return nil }
    level.weights = weights
    if isLast {
      level.backoffs = [Float](repeating: 0, count: nodes)
    } else {
      guard let backoffs = column(nodes) else { return nil }
      level.backoffs = backoffs
    }
    return level
  }

  /// Reads a table of finite logarithms and the bytes that point into it.
  private mutating func column(_ count: Int) -> [Float]? {
    guard let size = number(), size <= 256, size * 4 + count <= bytes.count - place else {
      return nil
    }
    var table: [Float] = []
    for _ in 0..<size {
      let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
      let value = Float(bitPattern: UInt32(littleEndian: bits))
      guard value.isFinite else { return nil }
      table.append(value)
      place += 4
    }
    var found: [Float] = []
    found.reserveCapacity(count)
    for byte in bytes[place..<place + count] {
      guard Int(byte) < size else { return nil }
      found.append(table[Int(byte)])
    }
    place += count
    return found
  }

  private mutating func numbers(_ count: Int, below limit: Int) -> [Int]? {
    var found: [Int] = []
    for _ in 0..<count {
      guard let value = number(), value < limit else { return nil }
      found.append(value)
    }
    return found
  }

  /// Reads the number of items that follow, each of which takes at least one byte.
  private mutating func count() -> Int? {
    guard let value = number(), value <= bytes.count - place else { return nil }
    return value
  }

  private mutating func number() -> Int? {
    var value: UInt = 0
    for shift in stride(from: UInt(0), to: 35, by: 7) {
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      place += 1
      value |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(value) }
    }
    return nil
  }

  private mutating func text() -> String? {
    guard let size = count(),
      let text = String(
        validating: bytes[place..<place + size], as: UTF8.self)
    else { return nil }
    place += size
    return text
  }
}
