import Artifacts
import Foundation
import Testing

@Suite struct `Values beyond memory` {
  private func spooled(_ texts: [String], room: Int) -> Spooled<String> {
    var builder = Spooled<String>.Builder(
      room: room, size: \.utf8.count, encode: { $1.append($0) }, decode: { $0.text() })
    for text in texts { builder.append(text) }
    return builder.finish()
  }

  /// Of many lengths, one of them longer than a length in two bytes says.
  private static let texts =
    (0..<3_000).map { String(repeating: "ä\($0) ", count: $0 % 37) }
    + [String(repeating: "x", count: 70_000), "", "end"]

  @Test(arguments: [0, 1, 500, 100_000, Int.max])
  func `come back as they were, wherever they lie`(room: Int) {
    let values = spooled(Self.texts, room: room)
    #expect(Array(values) == Self.texts)
    #expect(values[3_000].utf8.count == 70_000)
    #expect((values.inMemory == nil) == (room < Int.max))
  }

  @Test func `are read from several threads`() {
    let values = spooled(Self.texts, room: 0)
    let read = ConcurrentMap.map(Array(values.indices), threads: 4) { values[$0] }
    #expect(read == Self.texts)
  }

  @Test func `numbers of every size come back`() {
    let numbers = [0, 1, 127, 128, 300, 65_535, 1 << 32, Int.max]
    var builder = Spooled<[Int]>.Builder(
      room: 0, size: \.count,
      encode: { numbers, record in
        record.append(numbers.count)
        for number in numbers { record.append(number) }
      }, decode: { record in (0..<record.number()).map { _ in record.number() } })
    builder.append(numbers)
    #expect(builder.finish()[0] == numbers)
  }
}
