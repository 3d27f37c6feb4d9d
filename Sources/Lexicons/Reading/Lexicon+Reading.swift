import Artifacts
import Transcripts

extension Lexicon {
  /// Reads the lexicon at `path`, plain or gzipped; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - reading: how the file is read.
  /// - Throws: ``LexiconError`` with path and line at the first malformed line or, if malformed
  ///   lines are skipped, if no line is left.
  public init(contentsOf path: String, reading: LexiconReading) throws(LexiconError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    try self.init(lines, reading: reading)
  }

  /// Reads the lexicon at `path`, plain or gzipped; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - format: the format of the file.
  ///   - marks: the marks on phones that distinguish pronunciations.
  /// - Throws: ``LexiconError`` with path and line at the first malformed line.
  public init(
    contentsOf path: String, format: LexiconFormat, marks: PhoneMarks = .kept
  ) throws(LexiconError) {
    try self.init(contentsOf: path, reading: LexiconReading(format, marks: marks))
  }

  /// Reads a lexicon's text, under a name for error messages.
  ///
  /// - Throws: the same errors as ``init(contentsOf:reading:)``.
  public init(text: String, path: String, reading: LexiconReading) throws(LexiconError) {
    try self.init(TextLines(text: text, path: path), reading: reading)
  }

  /// Reads a lexicon's text, under a name for error messages.
  ///
  /// - Throws: ``LexiconError`` with path and line at the first malformed line.
  public init(
    text: String, path: String, format: LexiconFormat, marks: PhoneMarks = .kept
  ) throws(LexiconError) {
    try self.init(text: text, path: path, reading: LexiconReading(format, marks: marks))
  }

  private init(_ lines: TextLines, reading: LexiconReading) throws(LexiconError) {
    var parser = LexiconLineParser(path: lines.path, reading: reading)
    var wrong: [LexiconError] = []
    var count = 0
    for line in lines {
      do throws(LexiconError) {
        try parser.parse(line)
      } catch {
        guard reading.wrongLines == .skipped else { throw error }
        parser.builder.dropOpenEntry()
        count += 1
        if wrong.count < SkippedLines.shown { wrong.append(error) }
      }
    }
    guard !parser.builder.entryWords.isEmpty else {
      // A file of nothing but wrong lines is no lexicon of this format.
      throw wrong.first ?? .empty(path: lines.path)
    }
    self.init(
      name: Self.name(of: lines.path), digest: Digest(hexadecimal: lines.digest), reading: reading,
      skipped: SkippedLines(count: count, descriptions: wrong.map(\.description)),
      idleAccents: parser.accents.idle, builder: parser.builder)
  }

  /// The file's name without folders and `.gz`.
  static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }
}
