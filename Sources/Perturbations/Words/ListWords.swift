import Transcripts

/// The words of a list's hypotheses as ranges of bytes, with the changeable ones numbered in the
/// order of first occurrence.
///
/// This is the inner loop of perturbation. All texts lie in one block of memory that belongs to
/// this value alone, so that reading them needs no reference counting or copying. The common
/// beginning of two neighboring hypotheses is read once.
struct ListWords: ~Copyable {
  /// A word of a hypothesis.
  struct Word {
    /// The word's position in the block.
    let start: Int32
    let end: Int32
    /// The index into ``changeable``; −1 for a word without homophones, and −2 − index for a word
    /// that is not a target.
    let number: Int32
  }

  /// The words that have homophones, in the order of first occurrence, whether they are targets or
  /// not.
  private(set) var changeable: [HomophoneCandidates.Entry] = []
  /// For each changeable word, the first one that differs from it only in case and punctuation:
  /// "Four," and "four" change alike.
  private(set) var groups: [Int] = []
  private var mayShareKeys = false
  /// The number of hypotheses that were read.
  let count: Int

  private let bytes: UnsafeMutablePointer<UInt8>
  private let words: UnsafeMutablePointer<Word>
  /// Each word's number in the language model that weighs contexts; nil without one.
  private let languageNumbers: UnsafeMutablePointer<UInt32>?
  /// The indices at which each hypothesis's words and bytes start, followed by the ends of the
  /// last.
  private let starts: UnsafeMutablePointer<(word: Int32, byte: Int32)>

  /// Reads hypotheses.
  ///
  /// - Parameter count: the number of hypotheses to read, from the first.
  init(
    _ list: NBestList, count: Int, candidates: HomophoneCandidates, targets: WordTargets
  ) {
    self.count = count
    let hypotheses = list.hypotheses.prefix(count)
    let total = hypotheses.reduce(0) { $0 + $1.text.utf8.count }
    precondition(total < Int32.max / 2, "a list of texts that a recognizer wrote")
    bytes = .allocate(capacity: total + 1)
    starts = .allocate(capacity: count + 1)
    // Words and the spaces between them alternate.
    let most = total / 2 + count
    words = .allocate(capacity: most)
    languageNumbers = candidates.weigher?.model == nil ? nil : .allocate(capacity: most)
    var byte = 0
    for (index, hypothesis) in hypotheses.enumerated() {
      starts[index].byte = Int32(byte)
      var text = hypothesis.text
      text.withUTF8 { source in
        guard let base = source.baseAddress else { return }
        (bytes + byte).update(from: base, count: source.count)
        byte += source.count
      }
    }
    starts[count].byte = Int32(byte)
    bytes[byte] = Self.space
    read(candidates, targets, most: most)
  }

  deinit {
    bytes.deallocate()
    words.deallocate()
    languageNumbers?.deallocate()
    starts.deallocate()
  }

  /// The range of a hypothesis's words, as indices for ``word(_:)``.
  func range(of hypothesis: Int) -> Range<Int> {
    Int(starts[hypothesis].word)..<Int(starts[hypothesis + 1].word)
  }

  func word(_ place: Int) -> Word { words[place] }

  /// The index in ``changeable`` of the first word that a place changes together with; nil for a
  /// place that can't change.
  @inline(__always)
  func group(of place: Int) -> Int? {
    let number = words[place].number
    return number < 0 ? nil : groups[Int(number)]
  }

  /// The number of a word in the language model that weighs contexts.
  func languageNumber(_ place: Int) -> UInt32 { languageNumbers?[place] ?? 0 }

  /// The bytes of a hypothesis.
  func text(of hypothesis: Int) -> Range<Int32> {
    starts[hypothesis].byte..<starts[hypothesis + 1].byte
  }

  /// Copies a part of the block.
  func copy(_ range: Range<Int32>, to target: UnsafeMutablePointer<UInt8>) {
    target.update(from: bytes + Int(range.lowerBound), count: range.count)
  }

  private static let space: UInt8 = 0x20

  private mutating func read(
    _ candidates: HomophoneCandidates, _ targets: WordTargets, most: Int
  ) {
    let seen = SeenWords(most: most)
    var next = 0
    for row in 0..<count {
      starts[row].word = Int32(next)
      var byte = Int(starts[row].byte)
      let end = Int(starts[row + 1].byte)
      if row > 0, targets == .all { copyShared(with: row - 1, byte: &byte, word: &next) }
      while byte < end {
        var hash = HomophoneCandidates.emptyHash
        let start = byte
        while byte < end, bytes[byte] != Self.space {
          hash = HomophoneCandidates.hash(hash, adding: bytes[byte])
          byte += 1
        }
        if byte > start {
          let number = number(
            of: start, byte, hash: hash, at: next, in: seen, candidates)
          words[next] = Word(start: Int32(start), end: Int32(byte), number: number)
          next += 1
        }
        byte += 1
      }
      if targets != .all { keep(targets, from: Int(starts[row].word), to: next) }
    }
    starts[count].word = Int32(next)
  }

  /// The different words of the list, in a hash table that is at most half full.
  private struct SeenWords: ~Copyable {
    let mask: Int
    /// The slots: the index of a word in `words` plus one, or 0 for an empty slot.
    let slots: UnsafeMutablePointer<UInt32>

    init(most: Int) {
      let size = 2 << (Int.bitWidth - most.leadingZeroBitCount)
      mask = size - 1
      slots = .allocate(capacity: size)
      slots.initialize(repeating: 0, count: size)
    }

    deinit { slots.deallocate() }
  }

  /// The number of the word that ends at `end` and will be stored at `place`.
  @inline(__always)
  private mutating func number(
    of start: Int, _ end: Int, hash: UInt64, at place: Int, in seen: borrowing SeenWords,
    _ candidates: HomophoneCandidates
  ) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & seen.mask
    while seen.slots[slot] != 0 {
      let other = words[Int(seen.slots[slot]) - 1]
      if Int(other.end - other.start) == end - start,
        isEqual(Int(other.start), start, count: end - start)
      {
        if let languageNumbers {
          languageNumbers[place] = languageNumbers[Int(seen.slots[slot]) - 1]
        }
        return other.number < -1 ? -2 - other.number : other.number
      }
      slot = (slot + 1) & seen.mask
    }
    seen.slots[slot] = UInt32(place + 1)
    let entry = candidates.entry(
      for: UnsafeBufferPointer(start: bytes + start, count: end - start), hash: hash)
    if let languageNumbers { languageNumbers[place] = entry.weighed?.number ?? 0 }
    guard !entry.homophones.isEmpty else { return -1 }
    // Words that differ have different keys as long as all are plain.
    mayShareKeys = mayShareKeys || entry.mayShareKey
    groups.append(
      mayShareKeys
        ? changeable.firstIndex { $0.key == entry.key } ?? changeable.count : changeable.count)
    changeable.append(entry)
    return Int32(changeable.count - 1)
  }

  private func isEqual(_ first: Int, _ second: Int, count: Int) -> Bool {
    for offset in 0..<count where bytes[first + offset] != bytes[second + offset] { return false }
    return true
  }

  private func eightBytes(at offset: Int) -> UInt64 {
    UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)
  }

  /// Copies the words that a row begins with in common with the previous row.
  @inline(__always)
  private func copyShared(with row: Int, byte: inout Int, word: inout Int) {
    let other = Int(starts[row].byte)
    let most = min(byte - other, Int(starts[row + 2].byte) - byte)
    var shared = 0
    while shared + 8 <= most, eightBytes(at: other + shared) == eightBytes(at: byte + shared) {
      shared += 8
    }
    while shared < most, bytes[other + shared] == bytes[byte + shared] { shared += 1 }
    let shift = Int32(byte - other)
    var place = Int(starts[row].word)
    let last = Int(starts[row + 1].word)
    // A word is shared if what ends it is, too.
    while place < last, Int(words[place].end) - other < shared {
      let old = words[place]
      words[word] = Word(start: old.start + shift, end: old.end + shift, number: old.number)
      if let languageNumbers { languageNumbers[word] = languageNumbers[place] }
      word += 1
      place += 1
    }
    if place > Int(starts[row].word) { byte = Int(words[word - 1].end) + 1 }
  }

  /// Marks words that are no targets as unchangeable.
  private func keep(_ targets: WordTargets, from first: Int, to end: Int) {
    for place in first..<end where words[place].number >= 0 {
      let old = words[place]
      let word = changeable[Int(old.number)].word
      if !targets.include(word, at: place - first, of: end - first) {
        words[place] = Word(start: old.start, end: old.end, number: -2 - old.number)
      }
    }
  }
}
