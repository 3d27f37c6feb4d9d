public import Artifacts
import Foundation
public import Transcripts

/// A lexicon with its homophones and word counts, in a binary file that needs no parsing.
///
/// Reading CMUdict's text and finding its homophones takes a fifth of a second, its index a few
/// milliseconds. An index is written when it is first needed. It records the digests of the files
/// it was made from and how they were read. If any of these has changed, or if the index is damaged
/// or inconsistent, the texts are read again and the index is rewritten atomically. If an index
/// can't be written, the texts are used.
///
/// ```swift
/// let index = try LexiconIndex.open(
///   lexicon: "lexicon.txt", format: .kaldi, frequencies: nil, at: "lexicon.txt.index")
/// index.homophones.candidates(for: "their")
/// ```
public struct LexiconIndex: Sendable {
  /// Where the index came from.
  public enum Origin: Hashable, Sendable {
    /// It was read from its file.
    case mapped
    /// It was made from the texts and written, because there was none, or only an outdated or
    /// damaged one.
    case built
    /// It was made from the texts, but could not be written for this reason.
    case unwritable(ArtifactError)
  }

  public let homophones: HomophoneIndex
  public let origin: Origin

  public var lexicon: Lexicon { homophones.lexicon }
  /// The digest of the frequencies' text, decompressed.
  public var frequencies: Digest { homophones.frequencies }

  /// Opens the index of two files, or makes it.
  ///
  /// Homophones are found with stress ignored and over all pronunciations.
  ///
  /// - Parameters:
  ///   - path: the lexicon's text, plain or gzipped.
  ///   - reading: how it is read.
  ///   - frequencies: the path of the frequency table, or nil if there is none.
  ///   - index: the path of the index, which is made if need be.
  /// - Throws: ``LexiconError`` if a text is missing or malformed, but never because of the index.
  public static func open(
    lexicon path: String, reading: LexiconReading, frequencies: String?, at index: String
  ) throws(LexiconError) -> LexiconIndex {
    let recipe = try IndexRecipe(lexicon: path, reading: reading, frequencies: frequencies)
    if let file = IndexBytes(path: index),
      let found = LexiconIndex(file, recipe: recipe)
    {
      return found
    }
    let lexicon = try Lexicon(contentsOf: path, reading: reading)
    let table =
      try frequencies.map { path throws(LexiconError) in
        try WordFrequencies(contentsOf: path)
      } ?? .empty
    let homophones = HomophoneIndex(lexicon, frequencies: table)
    let contents = Contents(homophones, recipe: recipe)
    do {
      try ArtifactFile.write(contents.file, to: index)
      return LexiconIndex(homophones: homophones, origin: .built)
    } catch {
      return LexiconIndex(homophones: homophones, origin: .unwritable(error))
    }
  }

  /// Opens the index of two files, or makes it, for a lexicon in a format.
  ///
  /// - Parameters:
  ///   - path: the lexicon's file.
  ///   - format: of that file.
  ///   - marks: the marks on phones that distinguish pronunciations.
  ///   - frequencies: the path of the frequency table, or nil if there is none.
  ///   - index: the path of the index, which is made if need be.
  /// - Throws: what ``open(lexicon:reading:frequencies:at:)`` throws.
  public static func open(
    lexicon path: String, format: LexiconFormat, marks: PhoneMarks = .kept,
    frequencies: String?, at index: String
  ) throws(LexiconError) -> LexiconIndex {
    try open(
      lexicon: path, reading: LexiconReading(format, marks: marks), frequencies: frequencies,
      at: index)
  }

  private init(homophones: HomophoneIndex, origin: Origin) {
    self.homophones = homophones
    self.origin = origin
  }
}

/// The inputs of an index. An index is only valid if they are unchanged.
struct IndexRecipe: Equatable {
  /// One line each for the digests of the files as they lie on disk, and for how the lexicon is
  /// read.
  let text: String
  let name: String
  let reading: LexiconReading

  init(
    lexicon: String, reading: LexiconReading, frequencies: String?
  ) throws(LexiconError) {
    do throws(ArtifactError) {
      let counts = try frequencies.map { path throws(ArtifactError) in
        try Digest.sha256(ofFileAt: path).hexadecimal
      }
      text = [
        try Digest.sha256(ofFileAt: lexicon).hexadecimal, counts ?? "none", reading.format.rawValue,
        reading.marks.tones.rawValue, reading.marks.length.rawValue, reading.vowelMarks.rawValue,
        reading.accents.map(\.rawValue).joined(separator: " "), reading.wrongLines.rawValue,
        // Descriptions of wrong lines name the file.
        reading.wrongLines == .skipped ? lexicon : "",
      ].joined(separator: "\n")
    } catch {
      throw .file(error)
    }
    name = Lexicon.name(of: lexicon)
    self.reading = reading
  }
}

extension LexiconIndex {
  /// The sections of an index file, in order.
  private enum Section: Int, CaseIterable {
    case recipe, digests, notes, inventory, wordBytes, wordStarts, wordSlots, phones, phoneStarts
    case entryWords, firstEntries, nextEntries, probabilities
    case members, classStarts, homophones, homophoneStarts, counts
  }

  private struct Contents {
    let file: Data

    init(_ index: HomophoneIndex, recipe: IndexRecipe) {
      let lexicon = index.lexicon
      let inventory = lexicon.inventory.listing.map { entry in
        "\(entry.symbol)\t\(entry.stressless)\t\(entry.isIPA ? 1 : 0)"
      }
      file = IndexLayout.file(
        Section.allCases.map { section in
          switch section {
          case .recipe: Array(recipe.text.utf8)
          case .digests:
            Array("\(lexicon.digest.hexadecimal)\n\(index.frequencies.hexadecimal)".utf8)
          case .notes: IndexNotes(lexicon).bytes
          case .inventory: Array(inventory.joined(separator: "\n").utf8)
          case .wordBytes: Array(lexicon.words.bytes)
          case .wordStarts: Self.bytes(lexicon.words.starts)
          case .wordSlots: Self.bytes(lexicon.words.slots)
          case .phones: Array(lexicon.phones)
          case .phoneStarts: Self.bytes(lexicon.phoneStarts)
          case .entryWords: Self.bytes(lexicon.entryWords)
          case .firstEntries: Self.bytes(lexicon.firstEntries)
          case .nextEntries: Self.bytes(lexicon.nextEntries)
          case .probabilities: Self.bytes(lexicon.probabilities)
          case .members: Self.bytes(index.members)
          case .classStarts: Self.bytes(index.classStarts)
          case .homophones: Self.bytes(index.homophones)
          case .homophoneStarts: Self.bytes(index.homophoneStarts)
          case .counts: Self.bytes(index.counts)
          }
        })
    }

    private static func bytes<Element>(_ column: Column<Element>) -> [UInt8] {
      column.withUnsafeBufferPointer { Array(UnsafeRawBufferPointer($0)) }
    }
  }

  /// Reads the index in a file; nil if the file is damaged, is not an index, or was made from
  /// something else.
  fileprivate init?(_ file: IndexBytes, recipe: IndexRecipe) {
    guard let sections = IndexLayout.sections(of: file.bytes, count: Section.allCases.count)
    else { return nil }
    func text(_ section: Section) -> String {
      String(decoding: file.bytes[sections[section.rawValue]], as: UTF8.self)
    }
    func isWhole<Element>(_ section: Section, of type: Element.Type) -> Bool {
      sections[section.rawValue].count % MemoryLayout<Element>.stride == 0
    }
    let numbers: [Section] = [
      .wordStarts, .wordSlots, .phoneStarts, .entryWords, .firstEntries, .nextEntries, .members,
      .classStarts, .homophones, .homophoneStarts,
    ]
    guard numbers.allSatisfy({ isWhole($0, of: UInt32.self) }),
      isWhole(.probabilities, of: Double.self), isWhole(.counts, of: Int.self)
    else { return nil }
    func column<Element>(_ section: Section) -> Column<Element> {
      let range = sections[section.rawValue]
      let start = file.bytes.baseAddress! + range.lowerBound
      let count = range.count / MemoryLayout<Element>.stride
      return Column(
        base: start.bindMemory(to: Element.self, capacity: count), count: count, owner: file)
    }
    let digests = text(.digests).split(separator: "\n").map(String.init)
    guard text(.recipe) == recipe.text, digests.count == 2,
      digests.allSatisfy({ Digest(hexadecimal: $0).isWellFormed })
    else { return nil }
    let listing = text(.inventory).split(separator: "\n").compactMap {
      line -> (symbol: String, stressless: UInt8, isIPA: Bool)? in
      let fields = line.split(separator: "\t")
      guard fields.count == 3, let bare = UInt8(fields[1]) else { return nil }
      return (String(fields[0]), bare, fields[2] == "1")
    }
    guard let inventory = PhoneInventory(listing: listing) else { return nil }
    let words = WordTable(
      bytes: column(.wordBytes), starts: column(.wordStarts), slots: column(.wordSlots))
    guard IndexConsistency.holds(words) else { return nil }
    guard let notes = IndexNotes(text(.notes), recipe.reading) else { return nil }
    let lexicon = Lexicon(
      name: recipe.name, digest: Digest(hexadecimal: digests[0]), reading: recipe.reading,
      skipped: notes.skipped, idleAccents: notes.idleAccents, inventory: inventory,
      words: words,
      phones: column(.phones), phoneStarts: column(.phoneStarts),
      entryWords: column(.entryWords), firstEntries: column(.firstEntries),
      nextEntries: column(.nextEntries), probabilities: column(.probabilities))
    guard IndexConsistency.holds(lexicon) else { return nil }
    let homophones = HomophoneIndex(
      lexicon, frequencies: Digest(hexadecimal: digests[1]), stress: .ignored, variants: .all,
      members: column(.members),
      classStarts: column(.classStarts), homophones: column(.homophones),
      homophoneStarts: column(.homophoneStarts), counts: column(.counts))
    guard IndexConsistency.holds(homophones) else { return nil }
    self.init(homophones: homophones, origin: .mapped)
  }
}
