import Artifacts
import Foundation
import PropertyTesting
import Testing

/// The reader that takes a file piece by piece, held against a split of the whole file.
@Suite struct LineReaderModelTests {
  @Test func `lines come out as a split of the whole file says`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let letters: [UInt8] = [0x61, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF, 0x00, 0xFF]
    // Some so long that a line ends in another piece than it starts in.
    let filling = Generator<Int>.oneOf(.just(0), .integer(in: 65_500...65_560))
    let generator = tuples(
      of: Generator<[UInt8]>.array(of: .element(of: letters), count: 0...30), filling,
      Generator<[UInt8]>.array(of: .element(of: letters), count: 0...30))
    let property = Property("lines", generator: generator) { start, filling, end in
      let bytes = start + Array(repeating: 0x62, count: filling) + end
      try Data(bytes).write(to: URL(filePath: path))
      return try Self.read(path) == Self.split(bytes)
    }
    let result = PropertyRunner(seed: 1, cases: 300).run(property)
    guard case .passed = result else {
      Issue.record("\(result)")
      return
    }
  }

  private static func read(_ path: String) throws -> [[UInt8]] {
    var reader = try LineReader(path: path)
    var lines: [[UInt8]] = []
    while let line = try reader.next() { lines.append(Array(line.bytes)) }
    return lines
  }

  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for index in lines.indices.dropLast() where lines[index].last == 0x0D {
      lines[index].removeLast()
    }
    if lines.last == [] { lines.removeLast() }
    return lines
  }
}
