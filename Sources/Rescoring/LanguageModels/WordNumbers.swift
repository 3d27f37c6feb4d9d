/// Numbers words in order of first sight: a hash table over one block of text.
struct WordNumbers: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var starts: [UInt32] = [0]
  /// A word's number plus one, or 0; open addressing, at most half full.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  /// What `find` gives for each word; empty where that is the word's own number.
  private var targets: [UInt32] = []

  var count: Int { starts.count - 1 }

  init() {}

  /// Words with line breaks between them, each once.
  init(lines text: UnsafeRawBufferPointer, count: Int) {
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(count + 1)
    var size = slots.count
    while size < count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    var start = 0
    for _ in 0..<count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      _ = intern(UnsafeRawBufferPointer(rebasing: text[min(start, text.count)..<end]))
      start = end + 1
    }
  }

  func word(_ number: Int) -> String {
    String(decoding: bytes[Int(starts[number])..<Int(starts[number + 1])], as: UTF8.self)
  }

  func find(_ word: String) -> UInt32? {
    var word = word
    return word.withUTF8 { find(UnsafeRawBufferPointer($0)) }
  }

  func find(_ word: UnsafeRawBufferPointer) -> UInt32? {
    let slot = slots[slot(of: word)]
    guard slot != 0 else { return nil }
    return targets.isEmpty ? slot - 1 : targets[Int(slot) - 1]
  }

  /// A table that finds other words under the same numbers.
  ///
  /// - Parameter words: the words to be found, and the numbers that they get.
  func aliased(_ words: [String: UInt32]) -> WordNumbers {
    var table = WordNumbers()
    // Sorted, so that equal files make equal tables.
    for (word, number) in words.sorted(by: { $0.value < $1.value }) where !word.isEmpty {
      var word = word
      word.withUTF8 { _ = table.intern(UnsafeRawBufferPointer($0)) }
      table.targets.append(number)
    }
    return table
  }

  /// The word's number, new if need be.
  mutating func intern(_ word: UnsafeRawBufferPointer) -> UInt32 {
    let place = slot(of: word)
    if slots[place] != 0 { return slots[place] - 1 }
    bytes.append(contentsOf: word)
    starts.append(UInt32(bytes.count))
    slots[place] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return UInt32(count - 1)
  }

  private func slot(of word: UnsafeRawBufferPointer) -> Int {
    bytes.withUnsafeBytes { bytes in
      starts.withUnsafeBufferPointer { starts in
        slots.withUnsafeBufferPointer { slots in
          let mask = slots.count - 1
          var place = Self.hash(word) & mask
          while slots[place] != 0 {
            let number = Int(slots[place]) - 1
            let range = Int(starts[number])..<Int(starts[number + 1])
            if range.count == word.count,
              UnsafeRawBufferPointer(rebasing: bytes[range]).elementsEqual(word)
            {
              break
            }
            place = (place + 1) & mask
          }
          return place
        }
      }
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      let range = Int(starts[number])..<Int(starts[number + 1])
      let place = bytes.withUnsafeBytes { slot(of: UnsafeRawBufferPointer(rebasing: $0[range])) }
      slots[place] = UInt32(number + 1)
    }
  }

  /// A 64-bit FNV-1a hash with its halves mixed.
  private static func hash(_ word: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
