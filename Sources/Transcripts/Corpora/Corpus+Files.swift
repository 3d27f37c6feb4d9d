extension Corpus {
  /// Reads the corpus at `path`, plain or gzipped, in the format that it looks like; `-` is standard
  /// input.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public init(
    contentsOf path: String, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    var reader = try CorpusReader(contentsOf: path, scores: scores)
    self = try reader.corpus()
  }

  /// Reads the corpus at `path`, plain or gzipped, which is in this format; `-` is standard input.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public init(
    contentsOf path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    var reader = try CorpusReader(contentsOf: path, format: format, scores: scores)
    self = try reader.corpus()
  }

  /// Reads a corpus as it was declared.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public init(_ source: CorpusSource) throws(CorpusError) {
    var reader = try CorpusReader(source)
    self = try reader.corpus()
  }

  /// Reads a text at hand, under a name for error messages, in the format that it looks like.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public init(
    text: String, path: String, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    var reader = CorpusReader(text: text, path: path, scores: scores)
    self = try reader.corpus()
  }

  /// Reads a text at hand, under a name for error messages.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong.
  public init(
    text: String, path: String, format: some CorpusFormat, scores: ScoreDirection? = nil
  ) throws(CorpusError) {
    var reader = CorpusReader(text: text, path: path, format: format, scores: scores)
    self = try reader.corpus()
  }

  /// Writes the utterances to `path` whole or not at all, in the format that its name ends in and
  /// gzipped when it ends in `.gz`.
  ///
  /// - Throws: what ``CorpusWriter/write(to:format:_:)`` throws.
  public func write(to path: String) throws(CorpusError) {
    try write(to: path, format: CorpusFormats.forWriting(to: path))
  }

  /// Writes the utterances to `path` whole or not at all, gzipped when it ends in `.gz`.
  ///
  /// - Throws: what ``CorpusWriter/write(to:format:_:)`` throws.
  public func write(to path: String, format: some CorpusFormat) throws(CorpusError) {
    var rest = utterances.makeIterator()
    try CorpusWriter.write(to: path, format: format) { () throws(CorpusError) in rest.next() }
  }
}
