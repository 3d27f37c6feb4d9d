public import Counterexamples
import Foundation
public import Testing

/// A fixture as an argument of a parameterized test, with an identity that stays when the folder
/// grows.
public struct FixtureCase: Sendable, CustomTestArgumentEncodable, CustomTestStringConvertible {
  public let counterexample: Counterexample

  public init(_ counterexample: Counterexample) {
    self.counterexample = counterexample
  }

  /// The fixture's id.
  public var testDescription: String { counterexample.id }

  public func encodeTestArgument(to encoder: some Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(counterexample.id)
  }
}

/// The fixtures in `folder`, for `@Test(arguments:)`.
///
/// Swift Testing skips a test without arguments and passes; so a missing or empty folder throws
/// instead, and the test that asks for it fails.
///
/// ```swift
/// @Test(arguments: try fixtures(in: folder))
/// func `a fixed failure stays fixed`(fixture: FixtureCase) throws {
///   try expectHolds(fixture, for: model, kit: kit)
/// }
/// ```
///
/// - Throws: `FixtureError.noFixtures`, or what is wrong with a file.
public func fixtures(in folder: String) throws -> [FixtureCase] {
  try Counterexample.all(in: folder).map(FixtureCase.init)
}

/// The folder `name` beside the test file that calls, wherever the package lies.
public func fixtureFolder(_ name: String = "Fixtures", file: String = #filePath) -> String {
  URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(name).path
}
