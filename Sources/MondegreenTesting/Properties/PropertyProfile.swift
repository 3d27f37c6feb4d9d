/// How much work a property check may do.
///
/// The trait `.profile(.nightly)` sets one for a test or a suite; elsewhere the environment variable
/// `MONDEGREEN_PROFILE` does, by name.
public struct PropertyProfile: Hashable, Sendable {
  public let name: String
  /// The number of different cases per property.
  public let cases: Int
  /// Candidates tried while one failure is shrunk.
  public let shrinkExecutions: Int

  public init(name: String, cases: Int, shrinkExecutions: Int = 10_000) {
    precondition(cases > 0 && shrinkExecutions >= 0, "a profile judges one case at least")
    self.name = name
    self.cases = cases
    self.shrinkExecutions = shrinkExecutions
  }

  /// 20 cases, for use while you write.
  public static let quick = PropertyProfile(name: "quick", cases: 20, shrinkExecutions: 500)
  /// 100 cases: unless something else is said.
  public static let standard = PropertyProfile(name: "standard", cases: 100)
  /// 300 cases: before a change is merged.
  public static let ci = PropertyProfile(name: "ci", cases: 300)
  /// 10,000 cases, for runs that nobody waits for.
  public static let nightly = PropertyProfile(
    name: "nightly", cases: 10_000, shrinkExecutions: 100_000)

  static let all = [quick, standard, ci, nightly]
}

/// A name that no profile has.
public struct UnknownProfile: Error, Hashable, Sendable, CustomStringConvertible {
  public let name: String

  public var description: String {
    let names = PropertyProfile.all.map(\.name).joined(separator: ", ")
    return "MONDEGREEN_PROFILE: expected one of \(names), found \"\(name)\""
  }
}
