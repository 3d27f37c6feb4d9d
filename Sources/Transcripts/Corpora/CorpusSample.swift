/// The beginning of a corpus file, by which its format is recognized.
///
/// Lines are read when somebody asks for them, so a format that is known by its first line doesn't
/// wait for a second one.
public struct CorpusSample: ~Copyable {
  /// All lines, those that were asked for included.
  var lines: CorpusLines

  init(_ lines: consuming CorpusLines) {
    self.lines = lines
  }

  /// The file's path as it was given; `-` is standard input.
  public var path: String { lines.path }

  /// The line at `index`, counted from 0, or nil if the file is shorter.
  ///
  /// - Throws: ``CorpusError/file(_:)`` when the file is damaged or unreadable.
  public mutating func line(_ index: Int) throws(CorpusError) -> CorpusLine? {
    try lines.peek(index)
  }
}
