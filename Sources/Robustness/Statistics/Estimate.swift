/// A figure with its confidence interval, at the level that the run's configuration states, or with the
/// reason why it has none.
public struct Estimate: Hashable, Sendable {
  /// The method by which an interval was computed.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Bias-corrected and accelerated bootstrap, its tails those of t (`Resampling`).
    case bootstrap
    /// The delete-one jackknife with Student's t.
    case jackknife
    /// Fieller's interval of a ratio, from the jackknife's variances.
    case fieller
    /// Exact binomial interval (Clopper and Pearson).
    case exact
    /// A group's mean over training seeds and utterances, with Student's t.
    case seeds
  }

  /// Why there is a figure and no interval.
  public enum NoInterval: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fewer than three utterances, or clusters of them.
    case fewUnits
    /// Leaving out any one utterance or cluster gives the same figure, which says nothing of its
    /// uncertainty.
    case noVariation
    /// Without some utterance or cluster, or in some resample, the denominator is zero.
    case undefinedInResample
    /// Fewer than five training seeds are available.
    case fewSeeds
  }

  /// The figure from all utterances.
  public let value: Double
  /// Lower end of the interval; the value where there is none.
  public let lower: Double
  /// Upper end of the interval; the value where there is none.
  public let upper: Double
  /// Nil where there is no interval, and in records of versions that did not say.
  public let method: Method?
  /// Nil where there is an interval, and in records of versions that did not say.
  public let noInterval: NoInterval?

  /// Makes an estimate with an interval, or without one for lack of variation if its width would be
  /// zero.
  package init(value: Double, lower: Double, upper: Double, method: Method? = nil) {
    self.value = value
    if lower < upper {
      (self.lower, self.upper, self.method, noInterval) = (lower, upper, method, nil)
    } else {
      (self.lower, self.upper, self.method, noInterval) = (value, value, nil, .noVariation)
    }
  }

  /// Makes an estimate without an interval.
  package init(value: Double, without reason: NoInterval) {
    self.value = value
    (lower, upper, method, noInterval) = (value, value, nil, reason)
  }

  /// Whether there is an interval.
  public var hasInterval: Bool { lower < upper }

  /// Whether there is an interval and it leaves out `bound`, by default 0.
  public func excludes(_ bound: Double = 0) -> Bool {
    hasInterval && (lower > bound || upper < bound)
  }
}

extension Estimate.NoInterval {
  /// The reason in a clause.
  public var description: String {
    switch self {
    case .fewUnits: "fewer than three utterances or clusters"
    case .noVariation: "leaving out any one utterance or cluster gives the same figure"
    case .undefinedInResample: "some resample has nothing to divide by"
    case .fewSeeds: "fewer than five training seeds"
    }
  }
}

extension Estimate: Codable {
  private enum CodingKeys: String, CodingKey { case value, lower, upper, method, noInterval }

  /// Reads `{"value": 0.5, "lower": 0.4, "upper": 0.6}` or `{"value": 0.5, "noInterval": "fewUnits"}`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let value = try values.decode(Double.self, forKey: .value)
    if let reason = try values.decodeIfPresent(NoInterval.self, forKey: .noInterval) {
      self.init(value: value, without: reason)
    } else {
      self.init(
        value: value, lower: try values.decode(Double.self, forKey: .lower),
        upper: try values.decode(Double.self, forKey: .upper),
        method: try values.decodeIfPresent(Method.self, forKey: .method))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(value, forKey: .value)
    if let noInterval {
      try values.encode(noInterval, forKey: .noInterval)
    } else {
      try values.encode(lower, forKey: .lower)
      try values.encode(upper, forKey: .upper)
      try values.encodeIfPresent(method, forKey: .method)
    }
  }
}
