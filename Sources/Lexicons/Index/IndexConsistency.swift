/// Checks whether the columns of an index fit each other. A checksum proves only that a file is as
/// somebody wrote it, not that it is an index, so every number that is used as an index is checked
/// against its bounds.
enum IndexConsistency {
  static func holds(_ words: WordTable) -> Bool {
    words.starts.count >= 1 && words.starts.count - 1 <= Int(Int32.max)
      && areStarts(words.starts, into: words.bytes.count)
      // Looking up a word ends at an empty slot, so there must be one.
      && words.slots.count.nonzeroBitCount == 1 && words.slots.count > words.count
      && allLess(words.slots, than: words.count + 1)
      && words.slots.contains(0)
  }

  /// Whether a lexicon's words and entries are consistent.
  static func holds(_ lexicon: Lexicon) -> Bool {
    let (words, entries) = (lexicon.words.count, lexicon.entryWords.count)
    return lexicon.phoneStarts.count == entries + 1
      && areStarts(lexicon.phoneStarts, into: lexicon.phones.count)
      && lexicon.phones.allSatisfy { Int($0) < lexicon.inventory.count }
      && allLess(lexicon.entryWords, than: words)
      && lexicon.firstEntries.count == words && allLess(lexicon.firstEntries, than: entries)
      && lexicon.nextEntries.count == entries && areChains(lexicon.nextEntries)
      && (lexicon.probabilities.isEmpty || lexicon.probabilities.count == entries)
      && lexicon.probabilities.allSatisfy { (0...1).contains($0) }
  }

  /// Whether the homophones of a consistent lexicon are consistent.
  static func holds(_ index: HomophoneIndex) -> Bool {
    let words = index.lexicon.words.count
    return index.classStarts.count >= 1 && areStarts(index.classStarts, into: index.members.count)
      && allLess(index.members, than: words)
      && index.homophoneStarts.count == words + 1
      && areStarts(index.homophoneStarts, into: index.homophones.count)
      && allLess(index.homophones, than: words)
      && index.counts.count == words && index.counts.allSatisfy { $0 >= 0 }
  }

  /// Whether starts run from 0 up to the size of what they divide without decreasing.
  private static func areStarts(_ starts: Column<UInt32>, into count: Int) -> Bool {
    starts.withUnsafeBufferPointer { starts in
      guard let first = starts.first, let last = starts.last, first == 0, Int(last) == count
      else { return false }
      return zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
    }
  }

  private static func allLess(_ numbers: Column<UInt32>, than bound: Int) -> Bool {
    numbers.withUnsafeBufferPointer { numbers in numbers.allSatisfy { Int($0) < bound } }
  }

  /// Whether each entry leads to a later one or to none, so that no walk is endless.
  private static func areChains(_ next: Column<UInt32>) -> Bool {
    next.withUnsafeBufferPointer { next in
      next.indices.allSatisfy {
        next[$0] == Lexicon.noEntry || (Int(next[$0]) > $0 && Int(next[$0]) < next.count)
      }
    }
  }
}
