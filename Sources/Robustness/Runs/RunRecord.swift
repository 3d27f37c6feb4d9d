public import Rescoring

/// Everything that a report says about a run, as plain values: the border between measuring and
/// rendering.
///
/// The same inputs and seed give the same record, byte for byte, on any number of threads; so it
/// holds no dates, times or thread counts. Written as JSON with sorted keys.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The version of this format that the program writes.
  public static let currentVersion = 3

  public let version: Int
  /// How the record was made.
  public let provenance: RunProvenance
  /// Who took part, in the order of the report; the first pass comes first.
  public let models: [ModelRecord]
  /// What was found, corpus by corpus.
  public let corpora: [CorpusRecord]
  /// The smallest lists that still break something.
  public let counterexamples: [Counterexample]

  public init(
    version: Int = RunRecord.currentVersion, provenance: RunProvenance, models: [ModelRecord],
    corpora: [CorpusRecord], counterexamples: [Counterexample]
  ) {
    self.version = version
    self.provenance = provenance
    self.models = models
    self.corpora = corpora
    self.counterexamples = counterexamples
  }
}

/// A model that took part in a run.
public struct ModelRecord: Hashable, Sendable, Codable {
  /// Why a model takes part.
  public enum Role: String, Hashable, Sendable, Codable {
    /// The recogniser's own ranking.
    case firstPass
    /// What the others are compared with: the general rescorer before adaptation.
    case baseline
    case examined
  }

  public let identity: ModelIdentity
  public let interpolation: Interpolation
  public let role: Role

  public init(identity: ModelIdentity, interpolation: Interpolation, role: Role) {
    self.identity = identity
    self.interpolation = interpolation
    self.role = role
  }
}
