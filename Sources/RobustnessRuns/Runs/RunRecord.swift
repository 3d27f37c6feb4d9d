public import Counterexamples
public import Rescoring
public import Robustness

/// Everything that a report says about a run, as plain values: the border between measuring and
/// rendering.
///
/// The same inputs and seed give the same record, byte for byte, on any number of threads; so it
/// holds no dates, times or thread counts. Written as JSON with sorted keys.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The version of this format that the program writes.
  public static let currentVersion = 4
  /// The earliest version that the program reads; records of it are migrated on reading.
  public static let earliestVersion = 3

  public let version: Int
  /// How the record was made.
  public let provenance: RunProvenance
  /// The models that took part, in the order of the report; the first pass comes first.
  public let models: [ModelRecord]
  /// What was found, corpus by corpus.
  public let corpora: [CorpusRecord]
  /// The smallest lists that still break something.
  public let counterexamples: [Counterexample]
  /// Whether each model meets each requirement that the run was given; nil where it was given none.
  public let requirements: [RequirementVerdict]?

  package init(
    version: Int = RunRecord.currentVersion, provenance: RunProvenance, models: [ModelRecord],
    corpora: [CorpusRecord], counterexamples: [Counterexample],
    requirements: [RequirementVerdict]? = nil
  ) {
    self.version = version
    self.provenance = provenance
    self.models = models
    self.corpora = corpora
    self.counterexamples = counterexamples
    self.requirements = requirements
  }
}

extension RunRecord {
  private enum CodingKeys: String, CodingKey {
    case version, provenance, models, corpora, counterexamples, requirements
  }

  /// Reads this version's records and those of ``earliestVersion`` on, as if they were of this version.
  ///
  /// - Throws: `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let version = try values.decode(Int.self, forKey: .version)
    let known = RunRecord.earliestVersion...RunRecord.currentVersion
    guard known.contains(version) else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: values,
        debugDescription: "expected \(known.lowerBound) to \(known.upperBound), found \(version)")
    }
    self.init(
      provenance: try values.decode(RunProvenance.self, forKey: .provenance),
      models: try values.decode([ModelRecord].self, forKey: .models),
      corpora: try values.decode([CorpusRecord].self, forKey: .corpora),
      counterexamples: try values.decode([Counterexample].self, forKey: .counterexamples),
      requirements: try values.decodeIfPresent([RequirementVerdict].self, forKey: .requirements))
  }
}

/// A model that took part in a run.
public struct ModelRecord: Hashable, Sendable, Codable {
  /// The reason why a model takes part.
  public enum Role: String, Hashable, Sendable, Codable {
    /// The recognizer's own ranking.
    case firstPass
    /// What the others are compared with: the general rescorer before adaptation.
    case baseline
    case examined
  }

  public let identity: ModelIdentity
  public let interpolation: Interpolation
  /// The origin of the weights; nil if it is unknown.
  public let weights: WeightSource?
  public let role: Role

  package init(
    identity: ModelIdentity, interpolation: Interpolation, weights: WeightSource? = nil, role: Role
  ) {
    self.identity = identity
    self.interpolation = interpolation
    self.weights = weights
    self.role = role
  }

  /// Whether its choices say anything of it: with a weight of 0 they are those of the first pass's costs.
  public var decides: Bool { role == .firstPass || interpolation.secondPass != 0 }
}
