public import ArtifactFiles

/// How a record was made: enough to make it again.
public struct RunProvenance: Hashable, Sendable, Codable {
  /// "mondegreen".
  public let program: String
  public let programVersion: String
  /// The command line that makes the record again.
  public let command: String
  public let lexicon: LexiconRecord
  public let configuration: RunConfiguration

  public init(
    program: String = "mondegreen", programVersion: String, command: String,
    lexicon: LexiconRecord, configuration: RunConfiguration
  ) {
    self.program = program
    self.programVersion = programVersion
    self.command = command
    self.lexicon = lexicon
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
