import Artifacts
public import Transcripts

/// The words of a lexicon file and their pronunciations: every entry, in the order of the file, in
/// packed columns.
///
/// Words are kept case-folded (NFKC), so that words from `TextNormalizer` find them.
///
/// ```swift
/// let lexicon = try BundledLexicon.read()
/// lexicon.pronunciations(of: "weir")  // [W IY1 R]
/// ```
public struct Lexicon: Sendable {
  /// The number of a word. Words are numbered in the order of their first entries in the file.
  public typealias WordID = Int

  /// The file's name or another short name.
  public let name: String
  /// The digest of the text that was read, decompressed.
  public let digest: Digest
  /// How the text was read. Together with ``digest`` it determines the pronunciations.
  public let reading: LexiconReading
  /// Malformed lines that were skipped.
  public let skipped: SkippedLines
  /// Accents that were requested but changed no pronunciation.
  public let idleAccents: [Accent]
  /// The phones that the entries use.
  public let inventory: PhoneInventory

  let words: WordTable
  /// The phones of all entries, one entry after another.
  let phones: Column<UInt8>
  /// The index at which each entry's phones start, followed by the index at which the last entry's
  /// end.
  let phoneStarts: Column<UInt32>
  /// Each entry's word.
  let entryWords: Column<UInt32>
  /// Each word's first entry.
  let firstEntries: Column<UInt32>
  /// The next entry of the same word, or ``noEntry``.
  let nextEntries: Column<UInt32>
  /// Each entry's probability, 0 where it has none; empty if no entry has one.
  let probabilities: Column<Double>

  static let noEntry = UInt32.max

  init(
    name: String, digest: Digest, reading: LexiconReading, skipped: SkippedLines = .none,
    idleAccents: [Accent] = [], builder: LexiconBuilder
  ) {
    self.name = name
    self.digest = digest
    self.reading = reading
    self.skipped = skipped
    self.idleAccents = idleAccents
    inventory = builder.inventory
    words = builder.words.table
    phones = Column(builder.phones)
    phoneStarts = Column(builder.phoneStarts)
    entryWords = Column(builder.entryWords)
    firstEntries = Column(builder.firstEntries)
    nextEntries = Column(builder.nextEntries)
    probabilities = Column(builder.probabilities)
  }

  /// Makes a lexicon whose columns lie in a mapped index.
  init(
    name: String, digest: Digest, reading: LexiconReading, skipped: SkippedLines,
    idleAccents: [Accent], inventory: PhoneInventory, words: WordTable, phones: Column<UInt8>,
    phoneStarts: Column<UInt32>,
    entryWords: Column<UInt32>,
    firstEntries: Column<UInt32>, nextEntries: Column<UInt32>, probabilities: Column<Double>
  ) {
    self.name = name
    self.digest = digest
    self.reading = reading
    self.skipped = skipped
    self.idleAccents = idleAccents
    self.inventory = inventory
    self.words = words
    self.phones = phones
    self.phoneStarts = phoneStarts
    self.entryWords = entryWords
    self.firstEntries = firstEntries
    self.nextEntries = nextEntries
    self.probabilities = probabilities
  }

  /// The format of the file.
  public var format: LexiconFormat { reading.format }

  /// The marks on phones that distinguish pronunciations.
  public var marks: PhoneMarks { reading.marks }

  /// The number of different words.
  public var wordCount: Int { words.count }
  /// The number of entries: a word has one for each pronunciation.
  public var entryCount: Int { entryWords.count }

  /// The number of a word, or nil if the lexicon lacks it.
  ///
  /// If the lexicon was read without vowel marks, they are dropped from `word` as well.
  public func id(of word: String) -> WordID? {
    reading.vowelMarks == .kept ? words.find(word) : words.find(VowelMarks.dropped(from: word))
  }

  /// The word with a number.
  ///
  /// - Precondition: `id` is at least 0 and less than ``wordCount``.
  public func word(_ id: WordID) -> String { words.word(id) }

  /// Whether the lexicon has the word, written as `TextNormalizer` writes words.
  public func contains(_ word: String) -> Bool { id(of: word) != nil }

  /// Whether the words count as English, which they do if all phones are ARPABET.
  package var isEnglish: Bool {
    inventory.count == PhoneInventory.arpabet.count && inventory.phone("AH0") != nil
  }

  /// The different pronunciations of a word in the order of the file; empty if the lexicon lacks
  /// it.
  ///
  /// If several entries have the same phones, the greatest of their probabilities counts.
  ///
  /// - Parameters:
  ///   - word: as `TextNormalizer` writes it.
  ///   - variants: whether all of them, or the first.
  public func pronunciations(of word: String, _ variants: Variants = .all) -> [Pronunciation] {
    guard let id = id(of: word) else { return [] }
    var found: [Pronunciation] = []
    for entry in entries(of: id) {
      let phones = phones[phoneRange(of: entry)].map { Phone(code: $0) }
      let probability =
        probabilities.isEmpty || probabilities[entry] == 0 ? nil : probabilities[entry]
      if let known = found.firstIndex(where: { $0.phones == phones }) {
        let most = [found[known].probability, probability].compactMap(\.self).max()
        found[known] = Pronunciation(
          phones: phones, symbols: found[known].symbols, probability: most)
        continue
      }
      found.append(
        Pronunciation(
          phones: phones, symbols: phones.map { inventory.symbol(of: $0) },
          probability: probability))
      if variants == .first { break }
    }
    return found
  }

  /// Whether the first word's spelling comes before the second's, by code points.
  func precedes(_ first: WordID, _ second: WordID) -> Bool { words.precedes(first, second) }

  /// The word's entries in the file's order.
  func entries(of word: WordID) -> EntryList {
    EntryList(upcoming: firstEntries[word], nextEntries: nextEntries)
  }

  func phoneRange(of entry: Int) -> Range<Int> {
    Int(phoneStarts[entry])..<Int(phoneStarts[entry + 1])
  }

  /// A sequence of the entries of one word.
  struct EntryList: Sequence, IteratorProtocol {
    var upcoming: UInt32
    let nextEntries: Column<UInt32>

    mutating func next() -> Int? {
      guard upcoming != Lexicon.noEntry else { return nil }
      defer { upcoming = nextEntries[Int(upcoming)] }
      return Int(upcoming)
    }
  }
}
