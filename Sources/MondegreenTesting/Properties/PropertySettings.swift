import Foundation
public import Testing

/// What the traits around a test say of the property checks in it; see ``PropertySetting``.
public struct PropertySettings: Sendable {
  /// The settings of the test that is running.
  @TaskLocal public static var current = PropertySettings()

  /// The profile; nil takes the one that the environment names, or ``PropertyProfile/standard``.
  public package(set) var profile: PropertyProfile?
  /// The number of cases; nil takes the profile's.
  public package(set) var cases: Int?
  /// The seed; nil takes `MONDEGREEN_SEED`, or 1.
  public package(set) var seed: UInt64?
  /// The time that a single case may take; `nil` sets no limit.
  public package(set) var caseTimeLimit: Duration?
  /// The folder for failures; `nil` takes that of `MONDEGREEN_FAILURES`, or ``defaultFolder``.
  public package(set) var failureFolder: FailureFolder?

  /// The folder for failures unless something else is set, relative to the folder in which the tests run.
  public static let defaultFolder = ".mondegreen-failures"

  /// The place where failures are stored.
  public enum FailureFolder: Hashable, Sendable {
    case folder(String)
    /// Failures are not stored.
    case none
  }

  package init() {}

  /// - Throws: ``UnknownProfile`` for a profile in the environment.
  package func profile(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(UnknownProfile) -> PropertyProfile {
    if let profile { return profile }
    guard let name = environment["MONDEGREEN_PROFILE"], !name.isEmpty else { return .standard }
    guard let known = PropertyProfile.all.first(where: { $0.name == name }) else {
      throw UnknownProfile(name: name)
    }
    return known
  }

  package func seed(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> UInt64
  {
    seed ?? environment["MONDEGREEN_SEED"].flatMap { UInt64($0) } ?? 1
  }

  /// `nil` for none. An empty `MONDEGREEN_FAILURES` means none, too.
  package func folder(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    switch failureFolder {
    case .folder(let folder): return folder
    case .some(.none): return nil
    case nil:
      let folder = environment["MONDEGREEN_FAILURES"] ?? Self.defaultFolder
      return folder.isEmpty ? nil : folder
    }
  }
}

/// A trait that sets one thing about the property checks in a test or a suite: the inner one wins.
///
/// ```swift
/// @Test(.profile(.nightly), .caseTimeLimit(.seconds(1)))
/// func `sorting keeps the elements`() async throws {
///   try await checkProperty(.array(of: .integer())) { list in
///     #expect(list.sorted().count == list.count)
///   }
/// }
/// ```
public struct PropertySetting: TestTrait, SuiteTrait, TestScoping {
  private let change: @Sendable (inout PropertySettings) -> Void

  fileprivate init(_ change: @escaping @Sendable (inout PropertySettings) -> Void) {
    self.change = change
  }

  /// Whether the tests within a suite get the setting: they do.
  public var isRecursive: Bool { true }

  @concurrent
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await PropertySettings.$current.withChanged(change, performing: function)
  }
}

extension Trait where Self == PropertySetting {
  /// How much work property checks may do.
  public static func profile(_ profile: PropertyProfile) -> Self {
    PropertySetting { $0.profile = profile }
  }

  /// Different cases per property, whatever the profile.
  public static func propertyCases(_ count: Int) -> Self {
    precondition(count > 0, "a check judges at least one case")
    return PropertySetting { $0.cases = count }
  }

  /// Everything random in property checks follows from `seed` and the test's name.
  public static func propertySeed(_ seed: UInt64) -> Self {
    PropertySetting { $0.seed = seed }
  }

  /// A case that takes longer fails. One that takes no notice of being cancelled is waited for.
  public static func caseTimeLimit(_ limit: Duration) -> Self {
    PropertySetting { $0.caseTimeLimit = limit }
  }

  /// Sets where failures are stored, and read from before anything is drawn.
  public static func failures(in folder: PropertySettings.FailureFolder) -> Self {
    PropertySetting { $0.failureFolder = folder }
  }
}
