/// A figure with its interval, or the reason why there is none.
///
/// A ratio such as a skill whose denominator is not above 0 in every resample, and without any one
/// utterance, has no interval that means something, so it is not given at all; no resample is dropped.
public enum Figure: Hashable, Sendable {
  case estimate(Estimate)
  case undefined(UndefinedReason)

  /// The figure, if there is one.
  public var estimate: Estimate? {
    switch self {
    case .estimate(let estimate): estimate
    case .undefined: nil
    }
  }

  /// Why there is no figure, if there is none.
  public var reason: UndefinedReason? {
    switch self {
    case .estimate: nil
    case .undefined(let reason): reason
    }
  }
}

/// Why a figure is not given.
public enum UndefinedReason: String, Hashable, Sendable, Codable, Error, CaseIterable {
  /// The utterances, or those of some resample, have no reference words to divide by.
  case noReferenceWords
  /// A random pick makes no more errors than the oracle, for all utterances or in some resample:
  /// the lists leave nothing to choose.
  case noHeadroom
  /// The same for the clean lists.
  case noCleanHeadroom
  /// The interval of the clean skill is not above 0, so there is no skill that could be kept.
  case cleanSkillNotAboveZero
  /// The interval of the clean skill is above 0, but by the jackknife's t test the clean skill does not
  /// differ from 0, so that the ratio has no bounds.
  case cleanSkillNotAlwaysAboveZero
  /// The first pass makes no more errors than the oracle, for all utterances or in some resample.
  case firstPassIsOracle
  /// No choice moved.
  case nothingMoved
  /// The choices from the clean lists make no errors, for all utterances, in some resample or without some unit.
  case noCleanErrors
}

extension UndefinedReason {
  /// The reason in a clause: "some resample has no reference words".
  public var description: String {
    switch self {
    case .noReferenceWords: "some resample has no reference words"
    case .noHeadroom:
      "a random pick is no worse than the oracle, at least in some resample"
    case .noCleanHeadroom:
      "on the clean lists a random pick is no worse than the oracle, at least in some resample"
    case .cleanSkillNotAboveZero: "the interval of the clean skill is not above 0"
    case .cleanSkillNotAlwaysAboveZero: "the clean skill is too uncertain to divide by"
    case .firstPassIsOracle: "the first pass is no worse than the oracle, at least in some resample"
    case .nothingMoved: "no choice moved"
    case .noCleanErrors: "some resample of the clean lists has no errors to divide by"
    }
  }
}

extension Figure: Codable {
  private enum CodingKeys: String, CodingKey { case undefined }

  /// Reads `{"value": 0.5, "lower": 0.4, "upper": 0.6}` or `{"undefined": "noHeadroom"}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let reason = try container.decodeIfPresent(UndefinedReason.self, forKey: .undefined) {
      self = .undefined(reason)
    } else {
      self = .estimate(try Estimate(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .estimate(let estimate): try estimate.encode(to: encoder)
    case .undefined(let reason):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(reason, forKey: .undefined)
    }
  }
}
