/// How the text of a lexicon is read. Together with the digest of the text it determines the words
/// and pronunciations.
public struct LexiconReading: Hashable, Sendable {
  /// The format of the file.
  public var format: LexiconFormat
  /// The marks on phones that distinguish pronunciations.
  public var marks: PhoneMarks
  /// Whether words keep the vowel marks of Arabic (harakat) and Hebrew (points), which most texts
  /// leave out.
  public var vowelMarks: PhoneMarks.Treatment
  /// The accents of English in which words are pronounced, in the order of ``Accent``.
  public var accents: [Accent] { didSet { accents = accents.inOrder } }
  /// Whether malformed lines are errors or are skipped.
  public var wrongLines: WrongLines

  /// Reads a format with nothing dropped, changed or skipped.
  public init(_ format: LexiconFormat, marks: PhoneMarks = .kept) {
    self.format = format
    self.marks = marks
    vowelMarks = .kept
    accents = []
    wrongLines = .refused
  }
}

/// How malformed lines of a lexicon are treated.
public enum WrongLines: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first malformed line is an error.
  case refused = "error"
  /// Malformed lines are counted and skipped (``SkippedLines``).
  case skipped = "skip"
}

/// The malformed lines of a lexicon that were skipped.
public struct SkippedLines: Hashable, Sendable {
  /// The largest number of lines that are described.
  public static let shown = 5

  /// The number of skipped lines.
  public let count: Int
  /// What is wrong with the first ``shown`` lines: path, line, what was expected and what was
  /// found.
  public let descriptions: [String]

  /// No line was skipped.
  public static let none = SkippedLines(count: 0, descriptions: [])
}
