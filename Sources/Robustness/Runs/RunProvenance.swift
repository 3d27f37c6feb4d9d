public import ArtifactFiles

/// How a record was made: enough to make it again.
public struct RunProvenance: Hashable, Sendable, Codable {
  /// "mondegreen".
  public let program: String
  public let programVersion: String
  /// The command line that makes the record again.
  public let command: String
  public let lexicon: LexiconRecord
  /// What learned confusions were drawn from; nil where none were.
  public let confusions: ConfusionModelRecord?
  public let configuration: RunConfiguration

  public init(
    program: String = "mondegreen", programVersion: String, command: String,
    lexicon: LexiconRecord, confusions: ConfusionModelRecord? = nil,
    configuration: RunConfiguration
  ) {
    self.program = program
    self.programVersion = programVersion
    self.command = command
    self.lexicon = lexicon
    self.confusions = confusions
    self.configuration = configuration
  }
}

/// The lexicon that a run drew homophones from.
public struct LexiconRecord: Hashable, Sendable, Codable {
  public let name: String
  public let digest: Digest
  /// Of the word frequencies that rank its homophones, if any.
  public let frequencies: Digest?

  public init(name: String, digest: Digest, frequencies: Digest? = nil) {
    self.name = name
    self.digest = digest
    self.frequencies = frequencies
  }
}

/// The confusion model that a run drew mishearings from.
public struct ConfusionModelRecord: Hashable, Sendable, Codable {
  /// Name of the corpus that it was learned from.
  public let corpus: String
  /// Of the model.
  public let digest: Digest

  public init(corpus: String, digest: Digest) {
    self.corpus = corpus
    self.digest = digest
  }

  init(_ model: ConfusionModel) {
    self.init(corpus: model.corpus, digest: model.digest)
  }
}
