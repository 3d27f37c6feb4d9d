import Artifacts
import Transcripts

/// Everything that is wrong or odd in a lexicon file, not only the first malformed line.
public struct LexiconValidation: Sendable {
  /// Something that can be read but may be a mistake.
  public enum Oddity: Hashable, Sendable, CustomStringConvertible {
    /// The file has the same entry twice.
    case repeatedEntry(line: Int, word: String, first: Int)
    /// The phone occurs only once in the whole file, which is usually a typing error.
    case rarePhone(line: Int, symbol: String)
    /// The word can't be found, because no normalized text contains it; texts contain `words`
    /// instead.
    case unreachableWord(line: Int, word: String, words: [String])

    /// Whether the entry can't be found.
    public var isUnreachable: Bool {
      if case .unreachableWord = self { true } else { false }
    }

    public var description: String {
      switch self {
      case .repeatedEntry(let line, let word, let first):
        "line \(line): \"\(word)\" has the same pronunciation as on line \(first)"
      case .rarePhone(let line, let symbol):
        "line \(line): phone \"\(symbol)\" occurs nowhere else"
      case .unreachableWord(let line, let word, let words):
        "line \(line): \"\(word)\" is in no normalized text: "
          + (words.isEmpty
            ? "nothing of it is a word"
            : "it becomes \(words.map { "\"\($0)\"" }.joined(separator: " "))")
      }
    }
  }

  /// The malformed lines, in order.
  public let errors: [LexiconError]
  /// Oddities in the order of their lines.
  public let oddities: [Oddity]
  /// The number of entries and of different phones in the well-formed lines.
  public let entryCount: Int
  public let phoneCount: Int

  /// Reads the whole file.
  ///
  /// - Parameters:
  ///   - path: the lexicon's file.
  ///   - reading: how it is read; malformed lines are listed in any case.
  /// - Throws: ``LexiconError/file(_:)`` if there is nothing to read.
  public init(of path: String, reading: LexiconReading) throws(LexiconError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    self.init(lines, reading)
  }

  /// Reads a text, under a name for error messages.
  public init(text: String, path: String, reading: LexiconReading) {
    self.init(TextLines(text: text, path: path), reading)
  }

  /// Reads a text in a format, under a name for error messages.
  public init(
    text: String, path: String, format: LexiconFormat, marks: PhoneMarks = .kept
  ) {
    self.init(text: text, path: path, reading: LexiconReading(format, marks: marks))
  }

  private init(_ lines: TextLines, _ reading: LexiconReading) {
    var parser = LexiconLineParser(path: lines.path, reading: reading)
    var errors: [LexiconError] = []
    /// The line number of each entry.
    var entryLines: [Int] = []
    for line in lines {
      do throws(LexiconError) {
        try parser.parse(line)
      } catch {
        errors.append(error)
        parser.builder.dropOpenEntry()
      }
      while entryLines.count < parser.builder.entryWords.count { entryLines.append(line.number) }
    }
    if errors.isEmpty, entryLines.isEmpty { errors.append(.empty(path: lines.path)) }
    self.errors = errors
    let lexicon = Lexicon(
      name: lines.path, digest: Digest(hexadecimal: lines.digest), reading: reading,
      builder: parser.builder)
    oddities = Self.oddities(in: lexicon, lines: entryLines)
    entryCount = lexicon.entryCount
    phoneCount = Set(lexicon.phones).count
  }

  private static func oddities(in lexicon: Lexicon, lines: [Int]) -> [Oddity] {
    var found: [(line: Int, oddity: Oddity)] = []
    var firstLines: [[UInt8]: Int] = [:]
    var phoneLines: [UInt8: (line: Int, count: Int)] = [:]
    for entry in 0..<lexicon.entryCount {
      let line = lines[entry]
      let word = Int(lexicon.entryWords[entry])
      let phones = Array(lexicon.phones[lexicon.phoneRange(of: entry)])
      let key = withUnsafeBytes(of: UInt32(word)) { Array($0) } + phones
      if let first = firstLines[key] {
        found.append(
          (line, .repeatedEntry(line: line, word: lexicon.word(word), first: first)))
      } else {
        firstLines[key] = line
      }
      for phone in phones { phoneLines[phone, default: (line, 0)].count += 1 }
      let written = lexicon.word(word)
      // What normalizing changes is no normalized text's word, since normalizing twice changes nothing more.
      let words = TextNormalizer.standard.words(in: written)
      if words != [written] {
        found.append((line, .unreachableWord(line: line, word: written, words: words)))
      }
    }
    for (phone, seen) in phoneLines where seen.count == 1 {
      let symbol = lexicon.inventory.symbol(of: Phone(code: phone))
      found.append((seen.line, .rarePhone(line: seen.line, symbol: symbol)))
    }
    return found.sorted { ($0.line, "\($0.oddity)") < ($1.line, "\($1.oddity)") }.map(\.oddity)
  }
}
