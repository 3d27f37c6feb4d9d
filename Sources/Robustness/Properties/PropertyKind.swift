/// What a failure of a property means, and so how many may be let through.
public enum PropertyKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// What a rescorer owes whoever calls it. One failure is a defect, whatever share is allowed.
  case contract
  /// How good a rescorer is: a rate, of which a share may be allowed.
  case quality
}

/// The shares of a property's cases that may fail, at the least and at the most, whatever a gate allows.
public struct FailureAllowance: Hashable, Sendable, Codable {
  /// The share of failures that is accepted even if a gate allows none.
  public let lowest: Double
  /// The largest share of failures that is accepted, however much a gate allows.
  public let highest: Double
  /// The default allowance of a gate. A gate fails if the failure rate exceeds it with certainty,
  /// judged by the interval of the rate. Nil allows no failure by default.
  public let standard: Double?

  public init(lowest: Double, highest: Double, standard: Double? = nil) {
    precondition((0...1).contains(lowest) && (lowest...1).contains(highest), "shares in order")
    precondition(standard.map((lowest...highest).contains) ?? true, "a share within the others")
    self.lowest = lowest
    self.highest = highest
    self.standard = standard
  }

  /// The allowance of contracts: no failure.
  public static let none = FailureAllowance(lowest: 0, highest: 0)
  /// An allowance that accepts whatever the gate allows.
  public static let any = FailureAllowance(lowest: 0, highest: 1)

  /// A threshold of the property's own: `share`, and of few cases what chance adds, 0.4 / √cases.
  ///
  /// - Parameters:
  ///   - share: the share of the cases that may fail.
  ///   - cases: the number of cases.
  ///   - highest: more than the threshold, where a gate allows that much.
  public static func threshold(
    _ share: Double, cases: Int, upTo highest: Double? = nil
  ) -> FailureAllowance {
    let lowest = min(1, share + 0.4 / Double(max(1, cases)).squareRoot())
    return FailureAllowance(lowest: lowest, highest: max(lowest, highest ?? lowest))
  }

  /// Whatever the gate allows, and where nobody says, `share`, judged by the interval: for rates of which even
  /// good models have some failures.
  public static func standard(_ share: Double) -> FailureAllowance {
    FailureAllowance(lowest: 0, highest: 1, standard: share)
  }

  /// The share that may fail where a gate allows `share`; nil where nobody says what it allows.
  public func share(allowing share: Double?) -> Double {
    if share == nil, let standard { return standard }
    return min(max(share ?? 0, lowest), highest)
  }

  /// Whether so many failures are let through.
  ///
  /// Where nobody says what a gate allows and the property has a ``standard`` share, the whole interval of the
  /// failures' rate must lie above it for the property to fail; otherwise failures are counted.
  ///
  /// - Parameters:
  ///   - failures: of `cases` cases.
  ///   - rate: theirs, with its interval; nil takes the exact one of independent cases.
  ///   - share: what a gate allows; nil where nobody says.
  package func admits(
    _ failures: Int, of cases: Int, rate: Estimate? = nil, allowing share: Double?
  ) -> Bool {
    guard cases > 0 else { return true }
    if share == nil, let standard {
      return (rate ?? ExactRate.estimate(failures, of: cases)).lower <= standard
    }
    return Double(failures) <= self.share(allowing: share) * Double(cases)
  }
}

/// What a property's lists are made from, besides the corpus's own.
public enum ProbeKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// References one after another, up to hundreds of words.
  case long
  /// Texts of one, two and three words.
  case short
  /// Texts with repeated words.
  case repeated
  /// Texts with capitals.
  case cased
  /// Texts with commas, periods, hyphens and quotation marks.
  case punctuated
  /// Texts with digits among the words.
  case numbered
  /// Words of other alphabets, and letters with marks.
  case nonASCII = "non-ascii"
  /// Words that nobody has heard of.
  case outOfVocabulary = "out-of-vocabulary"
  /// The corpus's most frequent words, two dozen at a time.
  case frequent
  /// Each word of the corpus once, a dozen at a time.
  case vocabulary
}
