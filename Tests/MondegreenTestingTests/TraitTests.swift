import Artifacts
import Counterexamples
import MondegreenTesting
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

/// The gate with everything in traits.
@Suite(
  .corpus(`Robustness gate`.corpus), .lexicon(try `Robustness gate`.lexicon.get()), .cases(3),
  .model(`Robustness gate`.healthy, weights: Interpolation(total: 0.01, secondPass: 1)))
struct `A gate in traits` {
  static let broken = BrokenModel(.dependsOnOrder, of: `Robustness gate`.healthy)

  @Test func `holds what the suite sets`() throws {
    let findings = try expectRobust()
    #expect(findings.count == 18)
    #expect(findings.contains { $0.property == "homophone-discrimination" })
    #expect(GateSettings.current.cases == 3)
    #expect(GateSettings.current.seed == 1)
  }

  @Test(.seed(7), .cases(2), .shrinkingTime(.seconds(60)))
  func `takes the test's own before the suite's`() throws {
    #expect(GateSettings.current.seed == 7)
    #expect(GateSettings.current.cases == 2)
    #expect(GateSettings.current.shrinkingTime == .seconds(60))
    try expectRobust()
  }

  @Test(arguments: 1...2)
  func `serves every case of a parameterized test`(number: Int) throws {
    #expect(GateSettings.current.corpus?.name == "tiny")
  }

  @Test(.model(`Robustness gate`.healthy))
  func `tunes the weights that a model comes without`() throws {
    let corpus = try #require(GateSettings.current.corpus)
    let tuned = try #require(try GateSettings.current.weighedModel(on: corpus)).secondPass
    // The first pass has it wrong in every list, the model knows.
    #expect(tuned.interpolation.secondPass > 0)
    #expect(GateSettings.current.weights == nil)
    try expectRobust()
  }

  /// Lists on which the first pass is right, and any weight of a model that disagrees does harm.
  static let right = Corpus(
    name: "right", digest: .sha256(of: "right"),
    utterances: `Robustness gate`.corpus.map { utterance in
      Utterance(
        id: utterance.id, reference: utterance.nBest[0].text, nBest: utterance.nBest)
    })

  @Test(.model(`Robustness gate`.healthy), .tuning(on: right))
  func `tunes them on the development lists that are named`() throws {
    let corpus = try #require(GateSettings.current.corpus)
    let tuned = try #require(try GateSettings.current.weighedModel(on: corpus)).secondPass
    #expect(tuned.interpolation == .firstPass)
    try withKnownIssue {
      try expectRobust { _ in [FirstPassParity()] }
    } matching: {
      "\($0)".contains("takes no part in the choice")
    }
  }

  /// Enough utterances for two halves.
  static let long = Corpus(
    name: "long", digest: .sha256(of: "long"),
    utterances: (0..<40).map { number in
      let utterance = `Robustness gate`.corpus[number % 3]
      return Utterance(
        id: "\(number)", reference: utterance.reference, nBest: utterance.nBest)
    })

  @Test(.model(`Robustness gate`.healthy), .corpus(long))
  func `tunes them on one half and examines what depends on them on the other`() throws {
    let weighed = try #require(try GateSettings.current.weighedModel(on: Self.long))
    #expect(weighed.judged.map(\.id) == (0..<20).map { "\(2 * $0 + 1)" })
    #expect(weighed.secondPass.interpolation.secondPass > 0)
    #expect(weighed.notice?.contains("every other utterance of long") == true)
    let findings = try expectRobust { _ in [.orderInvariance, .firstPassParity] }
    #expect(findings[1].cases == 3)
  }

  @Test(.model(`Robustness gate`.healthy))
  func `says so where there are too few lists to leave some out`() throws {
    let weighed = try #require(
      try GateSettings.current.weighedModel(on: `Robustness gate`.corpus))
    #expect(weighed.judged.count == 3)
    #expect(weighed.notice?.contains(".tuning(on:) names others") == true)
  }

  @Test(.model(`A gate in traits`.throwing), .modelTimeLimit(.seconds(5)))
  func `judges on where the model throws on one list`() throws {
    #expect(GateSettings.current.modelTimeLimit == .seconds(5))
    try withKnownIssue {
      let findings = try expectRobust { _ in [.orderInvariance, .finiteCosts] }
      #expect(findings[0].failures == 1)
      #expect(findings[0].cases == 3)
    } matching: {
      $0.isFailure(of: "order-invariance") || $0.isFailure(of: "finite-costs")
    }
  }

  /// Has no answer about one list.
  static let throwing = Throwing()

  struct Throwing: RescoringModel {
    var identity: ModelIdentity {
      ModelIdentity(name: "throwing", summary: "", digest: .sha256(of: "throwing"))
    }
    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      if lists.flatMap(\.texts).contains("say hello") {
        throw .failed(model: "throwing", reason: "no hello")
      }
      return try `Robustness gate`.healthy.costs(for: lists)
    }
  }

  @Test func `an empty list of properties and a share that is none are errors`() {
    #expect(throws: GateError.noProperties) { try expectRobust { _ in [] } }
    #expect {
      try expectRobust(allowing: .nan)
    } throws: {
      if case GateError.notAShare = $0 { true } else { false }
    }
  }

  @Test(.model(broken))
  func `fails for a broken model`() throws {
    try withKnownIssue {
      try expectRobust { _ in [.orderInvariance] }
    } matching: {
      $0.isFailure(of: "order-invariance")
    }
  }

  /// What the test above finds, with the line that it prints.
  static let smallest = Result {
    let prepared = PreparedCorpus(`Robustness gate`.corpus, listLimit: 20)
    let finding = try PropertyCheck(
      secondPass: SecondPass(
        model: broken, interpolation: Interpolation(total: 0.01, secondPass: 1))
    ).finding(PropertyCases(of: .orderInvariance, in: prepared, limit: 3, seed: 1), in: prepared)
    return try #require(finding.bugs.first?.smallest)
  }

  /// The n-th text between quotes of the replay line.
  static func part(_ number: Int) throws -> String {
    let parts = try smallest.get().replayLine.split(
      separator: "\"", omittingEmptySubsequences: false)
    return String(parts[2 * number + 1])
  }

  @Test(
    .model(broken), .replay(try part(0), of: try part(1), try part(2), try part(3)))
  func `judges the one case of a replay line`() throws {
    try withKnownIssue {
      let findings = try expectRobust()
      #expect(findings.map(\.cases) == [1])
      #expect(findings.first?.worstMargin == (try Self.smallest.get().margin))
    } matching: {
      $0.isFailure(of: "order-invariance")
    }
  }

  @Test(.model(broken), .replay("order-invariance", of: "9", "[0:1]1;", "t;"))
  func `says so when a replay line does not fit`() {
    #expect { try expectRobust() } throws: {
      "\($0)".contains("expected utterance \"9\" in tiny")
    }
  }
}

@Suite struct `A gate without traits` {
  @Test func `says which one it needs`() {
    #expect(throws: MissingTrait.self) { try expectRobust() }
  }
}
