public import Transcripts

/// The development lists that weights were tuned on.
public struct TuningSource: Hashable, Sendable, Codable {
  /// The corpus's name.
  public let name: String
  /// The digest of the corpus file.
  public let digest: Digest
  /// How far first-pass costs lie apart in it: what the weights are in proportion to.
  public let spread: CostSpread

  public init(name: String, digest: Digest, spread: CostSpread) {
    self.name = name
    self.digest = digest
    self.spread = spread
  }

  public init(_ corpus: Corpus) {
    self.init(name: corpus.name, digest: corpus.digest, spread: CostSpread(of: corpus))
  }
}
