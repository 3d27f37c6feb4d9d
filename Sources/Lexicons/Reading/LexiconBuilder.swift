/// Collects a lexicon's entries.
struct LexiconBuilder {
  var inventory = PhoneInventory.arpabet
  var words = WordTable()
  var phones: [UInt8] = []
  var phoneStarts: [UInt32] = [0]
  var entryWords: [UInt32] = []
  var firstEntries: [UInt32] = []
  var nextEntries: [UInt32] = []
  var probabilities: [Double] = []
  private var lastEntries: [UInt32] = []

  /// Makes room for a file of `bytes` bytes: CMUdict has 27 a line.
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

  /// Ends the entry whose phones have been appended.
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
    if let probability { probabilities.append(probability) }
  }
}
