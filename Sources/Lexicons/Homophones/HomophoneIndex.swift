import Artifacts
public import Transcripts

/// An index of the words of a lexicon that sound the same.
///
/// A *class* is a pronunciation that at least two words share. A word with several pronunciations
/// can be in several classes, and its homophones are the words of all of them.
///
/// ```swift
/// let index = HomophoneIndex(lexicon, frequencies: frequencies)
/// index.candidates(for: "their", minimumCount: 50)  // there, they're
/// ```
public struct HomophoneIndex: Sendable {
  public let lexicon: Lexicon
  /// The digest of the frequency table that ranks the homophones; the empty table's digest if there
  /// is none.
  public let frequencies: Digest
  /// The frequency table; nil if the index was mapped from a file.
  public let frequencyTable: WordFrequencies?
  public let stress: Stress
  public let variants: Variants

  /// The words of all classes, one class after another, in each class by number.
  let members: Column<UInt32>
  /// The index in `members` at which each class starts, followed by the end of the last.
  let classStarts: Column<UInt32>
  /// The homophones of all words, one word after another, most frequent first.
  let homophones: Column<UInt32>
  /// The index at which each word's homophones start, followed by the end of the last.
  let homophoneStarts: Column<UInt32>
  /// The count of each word.
  let counts: Column<Int>

  /// Indexes all entries of `lexicon`; takes about 50 ms for CMUdict.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon.
  ///   - frequencies: the table by which candidates are ranked.
  ///   - stress: whether stress distinguishes pronunciations.
  ///   - variants: whether all pronunciations count, or the first of each word.
  public init(
    _ lexicon: Lexicon, frequencies: WordFrequencies = .empty, stress: Stress = .ignored,
    variants: Variants = .all
  ) {
    self.lexicon = lexicon
    self.frequencies = frequencies.digest
    frequencyTable = frequencies
    self.stress = stress
    self.variants = variants
    let keys = PronunciationKeys(lexicon, stress: stress, variants: variants)
    let (members, classStarts) = Self.classes(keys, lexicon)
    let counts = frequencies.counts(in: lexicon)
    let (homophones, homophoneStarts) = Self.homophones(members, classStarts, counts, lexicon)
    self.members = Column(members)
    self.classStarts = Column(classStarts)
    self.counts = Column(counts)
    self.homophones = Column(homophones)
    self.homophoneStarts = Column(homophoneStarts)
  }

  /// Makes an index whose columns lie in a mapped file.
  init(
    _ lexicon: Lexicon, frequencies: Digest, stress: Stress, variants: Variants,
    members: Column<UInt32>,
    classStarts: Column<UInt32>, homophones: Column<UInt32>, homophoneStarts: Column<UInt32>,
    counts: Column<Int>
  ) {
    self.lexicon = lexicon
    self.frequencies = frequencies
    frequencyTable = nil
    self.stress = stress
    self.variants = variants
    self.members = members
    self.classStarts = classStarts
    self.homophones = homophones
    self.homophoneStarts = homophoneStarts
    self.counts = counts
  }

  /// The number of pronunciations that several words share.
  public var classCount: Int { classStarts.count - 1 }

  /// The number of words that have a homophone.
  public var wordCount: Int {
    (0..<lexicon.wordCount).count { homophoneStarts[$0] < homophoneStarts[$0 + 1] }
  }

  /// The words of a class in the order of the lexicon.
  ///
  /// - Precondition: `index` is at least 0 and less than ``classCount``; classes are in the order in
  ///   which the lexicon first has their pronunciations.
  public func words(inClass index: Int) -> [String] {
    members[Int(classStarts[index])..<Int(classStarts[index + 1])].map { lexicon.word(Int($0)) }
  }

  /// The words that sound like `word`, most frequent first, ties by spelling; empty if there are
  /// none or the lexicon lacks the word.
  ///
  /// - Parameters:
  ///   - word: the word, in lower case.
  ///   - minimumCount: leaves out words with a lower count; 0 keeps all of them, most of which are
  ///     names and abbreviations.
  ///   - limit: the largest number of words.
  public func candidates(
    for word: String, minimumCount: Int = 1, limit: Int = .max
  ) -> [WordCandidate] {
    guard let id = lexicon.id(of: word) else { return [] }
    return homophones(of: id).prefix(limit).prefix { counts[Int($0)] >= minimumCount }.map {
      WordCandidate(word: lexicon.word(Int($0)), count: counts[Int($0)], distance: 0)
    }
  }

  /// The count of a word in the frequency table; 0 also for a word that the lexicon lacks.
  public func count(of word: String) -> Int { lexicon.id(of: word).map { counts[$0] } ?? 0 }

  /// Whether two words can be pronounced the same way. A word is not a homophone of itself.
  public func areHomophones(_ first: String, _ second: String) -> Bool {
    guard let first = lexicon.id(of: first), let second = lexicon.id(of: second) else {
      return false
    }
    return homophones(of: first).contains(UInt32(second))
  }

  /// The numbers of a word's homophones, most frequent first.
  func homophones(of word: Lexicon.WordID) -> Slice<Column<UInt32>> {
    homophones[Int(homophoneStarts[word])..<Int(homophoneStarts[word + 1])]
  }

  private static func classes(
    _ keys: PronunciationKeys, _ lexicon: Lexicon
  ) -> (members: [UInt32], starts: [UInt32]) {
    var members: [UInt32] = []
    var starts: [UInt32] = [0]
    for group in 0..<keys.count {
      let first = members.count
      // Entries are in the lexicon's order, so a word's repeated entry may come later.
      for entry in keys.entries(of: group) {
        let word = lexicon.entryWords[Int(entry)]
        if !members[first...].contains(word) { members.append(word) }
      }
      if members.count - first >= 2 {
        starts.append(UInt32(members.count))
      } else {
        members.removeSubrange(first...)
      }
    }
    return (members, starts)
  }

  private static func homophones(
    _ members: [UInt32], _ classStarts: [UInt32], _ counts: [Int], _ lexicon: Lexicon
  ) -> (homophones: [UInt32], starts: [UInt32]) {
    var lists = [[UInt32]](repeating: [], count: lexicon.wordCount)
    for index in 0..<(classStarts.count - 1) {
      let words = members[Int(classStarts[index])..<Int(classStarts[index + 1])]
      for word in words {
        for other in words where other != word && !lists[Int(word)].contains(other) {
          lists[Int(word)].append(other)
        }
      }
    }
    var homophones: [UInt32] = []
    var starts: [UInt32] = [0]
    starts.reserveCapacity(lexicon.wordCount + 1)
    for list in lists {
      if list.count > 1 {
        homophones += list.sorted {
          let (left, right) = (counts[Int($0)], counts[Int($1)])
          return left == right ? lexicon.precedes(Int($0), Int($1)) : left > right
        }
      } else {
        homophones += list
      }
      starts.append(UInt32(homophones.count))
    }
    return (homophones, starts)
  }
}
