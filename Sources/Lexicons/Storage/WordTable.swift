/// Words numbered in the order of first occurrence, with their bytes in one column and found
/// through one hash table: a dictionary of 126,000 strings without 126,000 string objects. Made by
/// a ``WordTableBuilder``.
struct WordTable: Sendable {
  let bytes: Column<UInt8>
  /// The index at which each word starts, followed by the end of the last.
  let starts: Column<UInt32>
  /// The hash table: the number of a word plus one, or 0 for an empty slot; open addressing with
  /// linear probing.
  let slots: Column<UInt32>

  init(bytes: Column<UInt8>, starts: Column<UInt32>, slots: Column<UInt32>) {
    self.bytes = bytes
    self.starts = starts
    self.slots = slots
  }

  /// A table without words.
  init() {
    self = WordTableBuilder().table
  }

  var count: Int { starts.count - 1 }

  func word(_ number: Int) -> String {
    let range = Int(starts[number])..<Int(starts[number + 1])
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  /// Whether one word's bytes come before another's; in UTF-8 this is the order of code points.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    bytes[Int(starts[first])..<Int(starts[first + 1])].lexicographicallyPrecedes(
      bytes[Int(starts[second])..<Int(starts[second + 1])])
  }

  func find(_ word: String) -> Int? {
    var word = word
    return word.withUTF8 { find($0) }
  }

  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        slots.withUnsafeBufferPointer { slots in
          let number = slots[WordSlots.slot(of: word, slots: slots, starts: starts, bytes: bytes)]
          return number == 0 ? nil : Int(number) - 1
        }
      }
    }
  }
}

/// Searches the hash table of words.
enum WordSlots {
  /// The slot of a word in the hash table, or the empty slot where it would be.
  static func slot(
    of word: UnsafeBufferPointer<UInt8>, slots: UnsafeBufferPointer<UInt32>,
    starts: UnsafeBufferPointer<UInt32>, bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: PhoneHash.of(word)) & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      let start = Int(starts[number])
      if Int(starts[number + 1]) - start == word.count,
        UnsafeBufferPointer(rebasing: bytes[start..<start + word.count]).elementsEqual(word)
      {
        break
      }
      place = (place + 1) & mask
    }
    return place
  }
}
