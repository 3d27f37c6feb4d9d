/// What most formats are: files with costs that can be written with everything an utterance has.
extension CorpusFormat {
  public var header: String { "" }
  public var separator: String { "" }
  public var footer: String { "" }
  public var scores: ScoreDirection? { nil }
  public var needsDeclaredScores: Bool { false }
  public var isSortedByScore: Bool { true }
  public var duplicates: CorpusDeclaration.Duplicates { .keep }
  public var markup: CorpusDeclaration.Markup { .keep }
  public var contents: CorpusContents { .everything }
  public var options: [CorpusFormatOption] { [] }
  public var isRecognizedAlone: Bool { true }
  public func setting(_ option: String, to value: String) -> (any CorpusFormat)? { nil }
  public func files(at path: String) throws(CorpusError) -> [String] { [path] }
  public func recognizes(folder names: [String]) -> Bool { false }

  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)``: a format without ``contents`` is only
  ///   read.
  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    throw .inexpressible(
      format: id, id: utterance.id, reason: "files in this format are only read")
  }
}
