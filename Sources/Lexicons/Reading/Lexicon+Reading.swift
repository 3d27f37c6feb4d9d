import Artifacts
import Transcripts

extension Lexicon {
  /// Reads the lexicon at `path`, plain or gzipped; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - format: the format of the file.
  ///   - marks: which marks on phones tell pronunciations apart.
  /// - Throws: ``LexiconError`` with path and line at the first line that is wrong.
  public init(
    contentsOf path: String, format: LexiconFormat, marks: PhoneMarks = .kept
  ) throws(LexiconError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    try self.init(lines, format: format, marks: marks)
  }

  /// Reads a lexicon's text, under a name for error messages.
  ///
  /// - Throws: ``LexiconError`` with path and line at the first line that is wrong.
  public init(
    text: String, path: String, format: LexiconFormat, marks: PhoneMarks = .kept
  ) throws(LexiconError) {
    try self.init(TextLines(text: text, path: path), format: format, marks: marks)
  }

  private init(
    _ lines: TextLines, format: LexiconFormat, marks: PhoneMarks
  ) throws(LexiconError) {
    var parser = LexiconLineParser(path: lines.path, format: format, marks: marks)
    for line in lines { try parser.parse(line) }
    guard !parser.builder.entryWords.isEmpty else { throw .empty(path: lines.path) }
    self.init(
      name: Self.name(of: lines.path), digest: Digest(hexadecimal: lines.digest), format: format,
      marks: marks,
      builder: parser.builder)
  }

  /// The file's name without folders and `.gz`.
  static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }
}
