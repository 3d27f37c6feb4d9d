/// The lexicon's entries, grouped by equal pronunciation.
struct PronunciationKeys {
  /// The entries, one group after another, in each group by number.
  private let entries: [UInt32]
  /// The index at which each group starts, followed by the end of the last.
  private let starts: [UInt32]

  /// The number of different pronunciations, in the lexicon's order.
  var count: Int { starts.count - 1 }

  func entries(of group: Int) -> ArraySlice<UInt32> {
    entries[Int(starts[group])..<Int(starts[group + 1])]
  }

  init(_ lexicon: Lexicon, stress: Stress, variants: Variants) {
    var table = WordTableBuilder()
    table.reserve(words: lexicon.entryCount, bytes: lexicon.phones.count)
    let phones = lexicon.phones(stress: stress)
    /// The group of each entry; ``Lexicon/noEntry`` for an entry that doesn't count.
    var groups = [UInt32](repeating: Lexicon.noEntry, count: lexicon.entryCount)
    phones.withUnsafeBufferPointer { phones in
      for entry in 0..<lexicon.entryCount {
        if variants == .first, !lexicon.isFirst(entry) { continue }
        let key = UnsafeBufferPointer(rebasing: phones[lexicon.phoneRange(of: entry)])
        groups[entry] = UInt32(table.intern(key))
      }
    }

    // Counting sort keeps entries of a group in order.
    var starts = [UInt32](repeating: 0, count: table.count + 1)
    for group in groups where group != Lexicon.noEntry { starts[Int(group) + 1] += 1 }
    for group in 0..<table.count { starts[group + 1] += starts[group] }
    var next = starts
    var entries = [UInt32](repeating: 0, count: Int(starts[table.count]))
    for (entry, group) in groups.enumerated() where group != Lexicon.noEntry {
      entries[Int(next[Int(group)])] = UInt32(entry)
      next[Int(group)] += 1
    }
    self.entries = entries
    self.starts = starts
  }
}

extension Lexicon {
  /// The phones of all entries, with or without stress.
  func phones(stress: Stress) -> [UInt8] {
    switch stress {
    case .kept: Array(phones)
    case .ignored: phones.map { inventory.stressless[Int($0)] }
    }
  }

  /// Whether an entry is the first of its word.
  func isFirst(_ entry: Int) -> Bool {
    entries(of: Int(entryWords[entry])).upcoming == UInt32(entry)
  }
}
