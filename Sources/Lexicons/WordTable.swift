/// Words numbered in order of first sight, their bytes in one array, found through one hash table:
/// a dictionary of 126,000 strings without 126,000 strings.
struct WordTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each word starts; one more at the end.
  private var starts: [UInt32] = [0]
  /// Number of a word plus one, or 0; open addressing with linear probing.
  private var slots = [UInt32](repeating: 0, count: 64)

  var count: Int { starts.count - 1 }

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

  /// Whether one word's bytes come before the other's: in UTF-8 that is the order of code points.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    bytes[Int(starts[first])..<Int(starts[first + 1])].lexicographicallyPrecedes(
      bytes[Int(starts[second])..<Int(starts[second + 1])])
  }

  func find(_ word: String) -> Int? {
    var word = word
    return word.withUTF8 { find($0) }
  }

  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let slot = slots[slot(of: word)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  mutating func intern(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { intern($0) }
  }

  /// The word's number, new if need be.
  mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let place = slot(of: word)
    if slots[place] != 0 { return Int(slots[place]) - 1 }
    bytes.append(contentsOf: word)
    starts.append(UInt32(bytes.count))
    slots[place] = UInt32(count)
    if count * 2 > slots.count { rehash(to: slots.count * 2) }
    return count - 1
  }

  /// Where the word stands in the hash table, or the empty slot where it would.
  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: PhoneHash.of(word)) & mask
    while slots[place] != 0, !isWord(Int(slots[place]) - 1, equalTo: word) {
      place = (place + 1) & mask
    }
    return place
  }

  private func isWord(_ number: Int, equalTo word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == word.count else { return false }
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
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
