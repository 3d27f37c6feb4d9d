package import ArtifactFiles

/// Reads corpora in JSON Lines, one utterance a line, plain or gzipped.
///
/// ```json
/// {"version":1,"id":"test-0001","reference":"tell her we're there","hypotheses":[
///   {"text":"tell her we're there","acoustic":812.25,"language":31.5,"total":843.75}]}
/// ```
///
/// (on one line). `acoustic` and `language` may be missing or null; `voice`, `speed`, `snr` and
/// `source` may stand beside `reference`; other keys are skipped. All costs are finite, lower is
/// better. A line that is wrong in any way stops the reading: nothing is guessed or dropped.
public struct CorpusReader: Sendable {
  /// The format's version that this program reads and writes.
  public static let version = 1

  private let lines: TextLines
  private var iterator: TextLines.Iterator
  private var firstLines: [String: Int] = [:]

  /// Opens the corpus at `path`; `-` is standard input.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is missing, damaged or unreadable.
  public init(path: String) throws(CorpusError) {
    do {
      self.init(lines: try TextLines(path: path))
    } catch {
      throw .file(error)
    }
  }

  /// Reads a text at hand, under a name for error messages.
  public init(text: String, path: String) {
    self.init(lines: TextLines(text: text, path: path))
  }

  package init(lines: TextLines) {
    self.lines = lines
    iterator = lines.makeIterator()
  }

  /// The next utterance, or nil at the end.
  ///
  /// - Throws: ``CorpusError`` with path and line when the next line is wrong, and
  ///   ``CorpusError/empty(path:)`` when there is none at all.
  public mutating func next() throws(CorpusError) -> Utterance? {
    guard let line = iterator.next() else {
      if firstLines.isEmpty { throw .empty(path: lines.path) }
      return nil
    }
    let utterance = try CorpusLine(path: lines.path, number: line.number).parse(line.bytes)
    if let first = firstLines.updateValue(line.number, forKey: utterance.id) {
      throw .duplicateID(
        path: lines.path, line: line.number, id: utterance.id, firstLine: first)
    }
    return utterance
  }

  /// All utterances of the corpus at `path`, plain or gzipped; `-` is standard input.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public static func read(_ path: String) throws(CorpusError) -> Corpus {
    var reader = try CorpusReader(path: path)
    return try reader.readAll(name: name(of: path))
  }

  /// All utterances of a text at hand, under a name for error messages.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public static func read(text: String, path: String) throws(CorpusError) -> Corpus {
    var reader = CorpusReader(text: text, path: path)
    return try reader.readAll(name: name(of: path))
  }

  private mutating func readAll(name: String) throws(CorpusError) -> Corpus {
    var utterances: [Utterance] = []
    while let utterance = try next() { utterances.append(utterance) }
    return Corpus(name: name, digest: lines.digest, utterances: utterances)
  }

  /// The file's name without folders and endings.
  private static func name(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".gz", ".jsonl", ".json"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name
  }
}
