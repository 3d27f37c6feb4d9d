/// Numbers words in the order of first occurrence.
struct WordTableBuilder: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  private var slots = [UInt32](repeating: 0, count: 64)

  var count: Int { starts.count - 1 }

  /// The table of the words numbered so far.
  var table: WordTable {
    WordTable(bytes: Column(bytes), starts: Column(starts), slots: Column(slots))
  }

  mutating func reserve(words: Int, bytes: Int) {
    self.bytes.reserveCapacity(bytes)
    starts.reserveCapacity(words + 1)
    var size = slots.count
    while size < words * 2 { size *= 2 }
    if size > slots.count { rehash(to: size) }
  }

  func word(_ number: Int) -> String {
    String(decoding: bytes[Int(starts[number])..<Int(starts[number + 1])], as: UTF8.self)
  }

  func find(_ word: String) -> Int? {
    var word = word
    return word.withUTF8 { find($0) }
  }

  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = slots[slot(of: word)]
    return number == 0 ? nil : Int(number) - 1
  }

  mutating func intern(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { intern($0) }
  }

  /// The number of a word, which is added if need be.
  mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let place = slot(of: word)
    if slots[place] != 0 { return Int(slots[place]) - 1 }
    bytes.append(contentsOf: word)
    starts.append(UInt32(bytes.count))
    slots[place] = UInt32(count)
    if count * 2 > slots.count { rehash(to: slots.count * 2) }
    return count - 1
  }

  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        slots.withUnsafeBufferPointer {
          WordSlots.slot(of: word, slots: $0, starts: starts, bytes: bytes)
        }
      }
    }
  }

  private mutating func rehash(to size: Int) {
    slots = [UInt32](repeating: 0, count: size)
    bytes.withUnsafeBufferPointer { bytes in
      for number in 0..<count {
        let range = Int(starts[number])..<Int(starts[number + 1])
        var place =
          Int(truncatingIfNeeded: PhoneHash.of(UnsafeBufferPointer(rebasing: bytes[range])))
          & (size - 1)
        while slots[place] != 0 { place = (place + 1) & (size - 1) }
        slots[place] = UInt32(number + 1)
      }
    }
  }
}
