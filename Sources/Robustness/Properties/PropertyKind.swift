/// What a failure of a property means, and so how many may be let through.
public enum PropertyKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// What a rescorer owes whoever calls it. One failure is a defect, whatever share is allowed.
  case contract
  /// How good a rescorer is: a rate, of which a share may be allowed.
  case quality
}

/// The shares of a property's cases that may fail, at the least and at the most, whatever a gate allows.
public struct FailureAllowance: Hashable, Sendable, Codable {
  /// Let through even where a gate allows nothing.
  public let lowest: Double
  /// Let through at the most, however much a gate allows.
  public let highest: Double

  public init(lowest: Double, highest: Double) {
    precondition((0...1).contains(lowest) && (lowest...1).contains(highest), "shares in order")
    self.lowest = lowest
    self.highest = highest
  }

  /// For contracts.
  public static let none = FailureAllowance(lowest: 0, highest: 0)
  /// Whatever the gate allows.
  public static let any = FailureAllowance(lowest: 0, highest: 1)

  /// A threshold of the property's own: `share`, and of few cases what chance adds, 0.4 / √cases.
  ///
  /// - Parameter highest: more than the threshold, where a gate allows that much.
  public static func threshold(
    _ share: Double, cases: Int, upTo highest: Double? = nil
  ) -> FailureAllowance {
    let lowest = min(1, share + 0.4 / Double(max(1, cases)).squareRoot())
    return FailureAllowance(lowest: lowest, highest: max(lowest, highest ?? lowest))
  }

  /// The share that may fail where a gate allows `share`.
  public func share(allowing share: Double) -> Double { min(max(share, lowest), highest) }
}

/// What a property's lists are made from, besides the corpus's own.
public enum ProbeKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// References one after another, up to hundreds of words.
  case long
  /// One, two and three words.
  case short
  /// Words said twice.
  case repeated
  /// Capitals.
  case cased
  /// Commas, periods, hyphens, quotation marks.
  case punctuated
  /// Digits among the words.
  case numbered
  /// Words of other alphabets, and letters with marks.
  case nonASCII = "non-ascii"
  /// Words that nobody has heard of.
  case outOfVocabulary = "out-of-vocabulary"
  /// Each word of the corpus once, a dozen at a time.
  case vocabulary
}
