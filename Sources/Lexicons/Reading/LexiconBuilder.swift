/// Collects a lexicon's entries.
struct LexiconBuilder {
  var inventory: PhoneInventory
  var words = WordTableBuilder()
  var phones: [UInt8] = []
  var phoneStarts: [UInt32] = [0]
  var entryWords: [UInt32] = []
  var firstEntries: [UInt32] = []
  var nextEntries: [UInt32] = []
  var probabilities: [Double] = []
  private var lastEntries: [UInt32] = []

  init(inventory: PhoneInventory) {
    self.inventory = inventory
  }

  /// Reserves memory for a file of `bytes` bytes, assuming CMUdict's 27 bytes per line.
  mutating func reserve(bytes: Int) {
    let entries = bytes / 24
    words.reserve(words: entries, bytes: bytes / 3)
    phones.reserveCapacity(bytes / 3)
    phoneStarts.reserveCapacity(entries + 1)
    entryWords.reserveCapacity(entries)
    firstEntries.reserveCapacity(entries)
    nextEntries.reserveCapacity(entries)
    lastEntries.reserveCapacity(entries)
  }

  /// Discards phones that belong to no entry, after a malformed line.
  mutating func dropOpenEntry() {
    phones.removeSubrange(Int(phoneStarts[phoneStarts.count - 1])...)
  }

  /// Completes the entry whose phones have been appended.
  mutating func endEntry(word: UnsafeBufferPointer<UInt8>, probability: Double?) {
    phoneStarts.append(UInt32(phones.count))
    let entry = UInt32(entryWords.count)
    let id = words.intern(word)
    if id == firstEntries.count {
      firstEntries.append(entry)
      lastEntries.append(entry)
    } else {
      nextEntries[Int(lastEntries[id])] = entry
      lastEntries[id] = entry
    }
    entryWords.append(UInt32(id))
    nextEntries.append(Lexicon.noEntry)
    // Zeros stand for entries without a probability, once there is one.
    if let probability {
      while probabilities.count < entryWords.count - 1 { probabilities.append(0) }
      probabilities.append(probability)
    } else if !probabilities.isEmpty {
      probabilities.append(0)
    }
  }
}
