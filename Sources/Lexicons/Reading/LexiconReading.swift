/// How a lexicon's text becomes words and pronunciations: together with the digest of the text this says which
/// there are.
public struct LexiconReading: Hashable, Sendable {
  /// How the file is written.
  public var format: LexiconFormat
  /// Which marks on phones tell pronunciations apart.
  public var marks: PhoneMarks
  /// What becomes of the vowel marks of Arabic (harakat) and Hebrew (points) in words: most texts leave them out.
  public var vowelMarks: PhoneMarks.Treatment
  /// In which accents of English the pronunciations are said, in the order of ``Accent``.
  public var accents: [Accent] { didSet { accents = accents.inOrder } }
  /// What becomes of lines that are wrong.
  public var wrongLines: WrongLines

  /// Nothing dropped, changed or passed over.
  public init(_ format: LexiconFormat, marks: PhoneMarks = .kept) {
    self.format = format
    self.marks = marks
    vowelMarks = .kept
    accents = []
    wrongLines = .refused
  }
}

/// What becomes of the lines of a lexicon that are wrong.
public enum WrongLines: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first of them is an error.
  case refused = "error"
  /// They are counted and passed over (``SkippedLines``).
  case skipped = "skip"
}

/// The wrong lines of a lexicon that were passed over.
public struct SkippedLines: Hashable, Sendable {
  /// How many of them are described.
  public static let shown = 5

  /// How many there are.
  public let count: Int
  /// What is wrong with the first ``shown``: path, line, what was expected, what was found.
  public let descriptions: [String]

  /// Every line was read.
  public static let none = SkippedLines(count: 0, descriptions: [])
}
