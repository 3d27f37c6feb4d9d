import Artifacts
public import Transcripts

/// How often words occur in ordinary text. These counts distinguish a likely mishearing from a rare
/// name.
public struct WordFrequencies: Sendable {
  /// The digest of the table's text, decompressed.
  public let digest: Digest
  /// The sum of all counts.
  public let total: Int
  private let words: WordTable
  private let counts: [Int]

  /// A table in which no word has been counted.
  public static let empty = WordFrequencies(
    digest: Digest.sha256(of: ""), words: WordTable(), counts: [])

  private init(digest: Digest, words: WordTable, counts: [Int]) {
    self.digest = digest
    self.words = words
    self.counts = counts
    total = counts.reduce(0, +)
  }

  /// The number of words with a count.
  public var wordCount: Int { counts.count }

  /// How often a word was counted; 0 if never.
  ///
  /// Tables of German often have "ss" for "ß", so a word that was not counted in one spelling is
  /// looked up in the other.
  public func count(of word: String) -> Int {
    if let number = words.find(word) { return counts[number] }
    guard word.utf8.contains(0x9F), word.contains("ß") else { return 0 }
    return words.find(word.replacing("ß", with: "ss")).map { counts[$0] } ?? 0
  }

  /// The counts of a lexicon's words, by their numbers.
  func counts(in lexicon: Lexicon) -> [Int] {
    var found = [Int](repeating: 0, count: lexicon.wordCount)
    for number in 0..<counts.count {
      if let id = lexicon.id(of: words.word(number)) { found[id] = counts[number] }
    }
    if counts.isEmpty || lexicon.isEnglish { return found }
    for id in 0..<lexicon.wordCount where found[id] == 0 {
      found[id] = count(of: lexicon.word(id))
    }
    return found
  }

  /// Reads a table with lines `word<TAB>count`, plain or gzipped; `-` is standard input.
  ///
  /// - Throws: ``LexiconError`` with path and line at the first malformed line.
  public init(contentsOf path: String) throws(LexiconError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    try self.init(lines)
  }

  /// Reads a table's text, under a name for error messages.
  ///
  /// - Throws: ``LexiconError`` with path and line at the first malformed line.
  public init(text: String, path: String) throws(LexiconError) {
    try self.init(TextLines(text: text, path: path))
  }

  private init(_ lines: TextLines) throws(LexiconError) {
    var words = WordTableBuilder()
    var counts: [Int] = []
    for line in lines {
      guard let text = line.text else { throw .notUTF8(path: lines.path, line: line.number) }
      let fields = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
      // The limit keeps every sum of counts from overflowing.
      guard fields.count == 2, !fields[0].isEmpty, let count = Int(Substring(fields[1])),
        count >= 1, count <= 1 << 40
      else {
        throw .badFrequency(path: lines.path, line: line.number, found: String(text.prefix(60)))
      }
      let number = words.intern(String(Substring(fields[0])))
      guard number == counts.count else {
        throw .duplicateWord(
          path: lines.path, line: line.number, word: String(Substring(fields[0])))
      }
      counts.append(count)
    }
    guard !counts.isEmpty else { throw .empty(path: lines.path) }
    self.init(
      digest: Digest(hexadecimal: lines.digest), words: words.table, counts: counts)
  }
}
