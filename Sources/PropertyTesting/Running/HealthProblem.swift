/// Why a run tells nothing, and what can be done about it.
public enum HealthProblem: Hashable, Sendable, CustomStringConvertible {
  /// The generator gave up `discards` cases while it made `cases`.
  case tooManyDiscards(discards: Int, cases: Int)
  /// `overruns` cases were too large while `cases` were not.
  case tooLarge(overruns: Int, cases: Int)
  /// The generator has no values, for a reason if one was given, so there was nothing to judge.
  case noCases(reason: String?)
  /// Only `found` of `cases` cases carried a label that the share `demanded` of them should carry.
  case rareLabel(String, found: Int, cases: Int, demanded: Double)

  public var description: String {
    switch self {
    case .tooManyDiscards(let discards, let cases):
      """
      \(discards) cases were given up and only \(cases) were usable: construct values that meet \
      the assumption instead of filtering for them
      """
    case .tooLarge(let overruns, let cases):
      """
      \(overruns) cases drew more than \(ChoiceSource.maximumCount) choices and only \(cases) did \
      not: let the generator make smaller values
      """
    case .noCases(let reason):
      "the generator makes no values" + (reason.map { ": \($0)" } ?? "")
    case .rareLabel(let label, let found, let cases, let demanded):
      """
      "\(label)" holds for \(found) of \(cases) cases, too few for the demanded share of \
      \(demanded): give what makes such cases more weight in the generator
      """
    }
  }
}

/// A fact about a run that its user should know, but that no result depends on.
public enum RunWarning: Hashable, Sendable, CustomStringConvertible {
  /// The first `cases` cases took so long that all of them will take `expected`.
  case tooSlow(cases: Int, elapsed: Duration, expected: Duration)

  public var description: String {
    switch self {
    case .tooSlow(let cases, let elapsed, let expected):
      """
      \(cases) cases took \(elapsed), so that the run will take about \(expected): judge more \
      cases at once, make smaller values, or run fewer cases
      """
    }
  }
}

/// Tells time to a run that may be too slow, and the user what the run says about it.
///
/// The only way in which a clock gets near a run: all that comes of it is a warning.
public struct RunMonitor {
  /// A run that would take longer is worth a warning.
  public let patience: Duration
  @usableFromInline let elapsed: () -> Duration
  @usableFromInline let warn: (RunWarning) -> Void

  /// - Parameters:
  ///   - patience: how long a run may take without a warning.
  ///   - elapsed: the time since any fixed moment.
  ///   - warn: called once at most.
  public init(
    patience: Duration = .seconds(60), elapsed: @escaping () -> Duration,
    warn: @escaping (RunWarning) -> Void
  ) {
    self.patience = patience
    self.elapsed = elapsed
    self.warn = warn
  }

  /// A monitor by the machine's own clock.
  public static func continuous(
    patience: Duration = .seconds(60), warn: @escaping (RunWarning) -> Void
  ) -> RunMonitor {
    let start = ContinuousClock.now
    return RunMonitor(
      patience: patience, elapsed: { ContinuousClock.now - start }, warn: warn)
  }
}
