import Artifacts
import BERTRescoring
import BundledLexicons
import BundledModels
import Counterexamples
import Foundation
import Lexicons
import MondegreenTesting
import Perturbations
import Rescoring
import Robustness
import Testing
import Transcripts

/// What the committed fixtures are replayed with.
enum Committed {
  /// `Tests/Fixtures` of this package.
  static let folder = URL(fileURLWithPath: fixtureFolder("unused"))
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  static let index = Result {
    HomophoneIndex(
      try BundledLexicon.read(), frequencies: try BundledLexicon.readFrequencies())
  }

  /// The models that fixtures were found with, by name.
  static func model(named name: String) throws -> any RescoringModel {
    switch name {
    case NGramModel.messaging.identity.name: return NGramModel.messaging
    default:
      guard let bundled = BundledModel(rawValue: name) else { throw UnknownModel(name: name) }
      return try bundled.rescorer().model
    }
  }

  struct UnknownModel: Error {
    let name: String
  }
}

extension NGramModel {
  /// A trigram of a few sentences, with plenty to be wrong about.
  static let messaging = NGramModel(
    name: "messaging n-gram",
    trainedOn: [
      "tell her we're over there by the weir", "their house is over there",
      "they're going to the shop", "i want to see the sea", "two of us went to the fair",
      "call me when you're here", "i can hear you", "turn right at the lights",
      "write to me soon", "no i know",
    ])
}

/// Gets right what a fixture was kept for.
private struct Mended: RescoringModel {
  let right: [String]

  var identity: ModelIdentity { FirstPassModel().identity }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in list.texts.map { right.contains($0) ? 0 : 1 } }
  }
}

@Suite struct `Committed fixtures` {
  @Test(arguments: try fixtures(in: Committed.folder))
  func `still fail by the margin that was recorded`(fixture: FixtureCase) throws {
    try expectStillFails(
      fixture, for: try Committed.model(named: fixture.counterexample.model.name),
      kit: PerturbationKit(try Committed.index.get()))
  }

  /// Without arguments a parameterized test is skipped and passes; this one can't be.
  @Test func `are there`() throws {
    #expect(try !fixtures(in: Committed.folder).isEmpty)
  }

  @Test func `an empty folder is an error`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    #expect(throws: FixtureError.noFixtures(folder: folder)) { try fixtures(in: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(throws: FixtureError.noFixtures(folder: folder)) { try fixtures(in: folder) }
  }

  @Test func `have identities that stay when the folder grows`() throws {
    let fixture = try #require(try fixtures(in: Committed.folder).first)
    #expect(fixture.testDescription == fixture.counterexample.id)
    struct Box: Encodable {
      let fixture: FixtureCase
      func encode(to encoder: any Encoder) throws { try fixture.encodeTestArgument(to: encoder) }
    }
    let encoded = String(decoding: try JSONEncoder().encode([Box(fixture: fixture)]), as: UTF8.self)
    #expect(encoded == "[\"\(fixture.counterexample.id)\"]")
  }

  @Test func `no fixture passes with a lexicon that lost its homophones`() throws {
    let fixture = try #require(try fixtures(in: Committed.folder).first)
    let edited = RobustnessProperties.all(candidates: HomophoneCandidates(sets: []))
    let mended = Mended(right: fixture.counterexample.clean.map(\.text))
    try withKnownIssue {
      try expectHolds(
        fixture, for: mended, properties: edited)
    } matching: {
      "\($0)".contains("no longer in the domain")
    }
  }

  @Test func `a mended fixture is told by both expectations`() throws {
    let fixture = try #require(try fixtures(in: Committed.folder).first)
    let index = try Committed.index.get()
    let properties = RobustnessProperties.all(candidates: HomophoneCandidates(index))
    let mended = Mended(right: fixture.counterexample.clean.map(\.text))
    try withKnownIssue {
      try expectStillFails(
        fixture, for: mended, properties: properties)
    } matching: {
      "\($0)".contains("expected to fail still")
    }
    try expectHolds(fixture, for: mended, properties: properties)
    withKnownIssue {
      try expectHolds(
        fixture, for: try Committed.model(named: fixture.counterexample.model.name),
        properties: properties)
    }
  }
}
