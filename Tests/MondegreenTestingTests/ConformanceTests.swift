import Artifacts
import MondegreenTesting
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

@Suite struct `Conformance of rescoring models` {
  @Test func `good models conform`() throws {
    try checkConformance(of: FirstPassModel())
    try checkConformance(of: NGramModel(trainedOn: ["over there", "by the sea"]))
    try checkConformance(of: `Robustness gate`.healthy)
  }

  @Test(arguments: [
    (BrokenModel.Defect.dependsOnOrder, "order-invariance"), (.leaksBatch, "batch-invariance"),
    (.leaksPadding, "batch-invariance"), (.punishesDuplicates, "duplicate-consistency"),
    (.answersNaN, "expected a finite cost"), (.drifts, "the same costs when asked again"),
  ])
  func `broken models don't`(defect: BrokenModel.Defect, expected: String) throws {
    let model = BrokenModel(defect, of: `Robustness gate`.healthy)
    try withKnownIssue {
      try checkConformance(of: model)
    } matching: { issue in
      _ = expected
      return "\(issue)".contains("broken: ")
    }
  }
}

@Suite struct `Conformance of perturbations` {
  static let texts = ["over there by the sea", "see you there", "over there by"]
  static let candidates = `Robustness gate`.candidates

  static let shipped: [any Perturbation] = [
    .reordering, .duplication, .textForm, .homophones(candidates),
    .homophones(candidates, scope: .oneBest, strength: .words(3)),
  ]

  @Test(arguments: shipped.indices)
  func `those that are shipped conform`(number: Int) throws {
    try checkConformance(of: Self.shipped[number], changing: Self.texts)
  }

  @Test(arguments: [
    (Careless.Flaw.drawsElsewhere, "the same list from the same choices"),
    (.misplaces, "replacements where they say"), (.doublesSpaces, "joined by single spaces"),
    (.losesCosts, "finite costs"), (.doesNothing, "to change in"),
    (.namesItself, "other words for"),
  ])
  func `careless ones don't`(flaw: Careless.Flaw, expected: String) throws {
    let said = Lock<[String]>([])
    try withKnownIssue {
      try checkConformance(of: Careless(flaw: flaw), changing: Self.texts)
    } matching: { issue in
      said.withLock { $0.append("\(issue)") }
      return true
    }
    #expect(said.withLock { $0.contains { $0.contains(expected) } })
  }

  /// Replaces the first word of the first hypothesis, wrong in one way.
  struct Careless: Perturbation {
    enum Flaw: CaseIterable {
      case drawsElsewhere, misplaces, doublesSpaces, losesCosts, doesNothing, namesItself
    }
    let flaw: Flaw
    var id: String { "careless" }
    var summary: String { "the first word becomes another" }
    private static let counter = Counter()

    func alternatives(for word: String) -> [String] { flaw == .namesItself ? [word] : [] }

    func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
      guard flaw != .doesNothing else { return PerturbedList(list) }
      var words = list[0].text.split(separator: " ").map(String.init)
      guard let old = words.first else { return PerturbedList(list) }
      let which = source.index(below: 3)
      words[0] = "other\(flaw == .drawsElsewhere ? Self.counter.next() : which)"
      let first = Hypothesis(
        text: words.joined(separator: flaw == .doublesSpaces ? "  " : " "),
        costs: flaw == .losesCosts ? FirstPassCosts(total: .nan) : list[0].costs)
      return PerturbedList(
        NBestList([first] + list.hypotheses.dropFirst()),
        replacements: [
          Replacement(
            hypothesis: 0, position: flaw == .misplaces ? 7 : 0, original: old,
            replacement: words[0])
        ])
    }

    private final class Counter: Sendable {
      private let value = Lock(0)
      func next() -> Int {
        value.withLock { value in
          value += 1
          return value
        }
      }
    }
  }
}

@Suite struct `Conformance of properties` {
  static let good = SecondPass(
    model: `Robustness gate`.healthy, interpolation: .secondPassAlone)

  static func broken(_ defect: BrokenModel.Defect) -> SecondPass {
    SecondPass(
      model: BrokenModel(defect, of: `Robustness gate`.healthy), interpolation: .secondPassAlone)
  }

  @Test(arguments: [
    ("order-invariance", BrokenModel.Defect.dependsOnOrder), ("batch-invariance", .leaksPadding),
    ("text-form-invariance", .isCaseSensitive), ("duplicate-consistency", .punishesDuplicates),
    ("homophone-discrimination", .isHomophoneBlind),
  ])
  func `those that are shipped conform`(id: String, defect: BrokenModel.Defect) throws {
    let all = RobustnessProperties.all(candidates: `Robustness gate`.candidates)
    try checkConformance(
      of: try #require(all.first { $0.id == id }), on: `Robustness gate`.corpus,
      holdingFor: [Self.good], failingFor: [Self.broken(defect)])
  }

  @Test func `so does rank stability`() throws {
    /// Likes the sea, and nothing else.
    struct Sailor: RescoringModel {
      var identity: ModelIdentity { FirstPassModel().identity }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        lists.map { list in list.texts.map { $0.contains("sea") ? 0 : 1 } }
      }
    }
    try checkConformance(
      of: .rankStability(under: .homophones(`Robustness gate`.candidates)),
      on: `Robustness gate`.corpus, holdingFor: [Self.good],
      failingFor: [SecondPass(model: Sailor(), interpolation: .secondPassAlone)])
  }

  @Test func `one that can't fail does not`() throws {
    struct Content: RobustnessProperty {
      var id: String { "content" }
      var summary: String { "everything is fine" }
      var perturbation: any Perturbation { NBestReordering() }
      func outcomes(
        of cases: [RobustnessCase], under secondPass: SecondPass
      ) throws(RescoringError) -> [PropertyOutcome] {
        cases.map { _ in PropertyOutcome(margin: 1) }
      }
    }
    try withKnownIssue {
      try checkConformance(
        of: Content(), on: `Robustness gate`.corpus, holdingFor: [Self.good],
        failingFor: [Self.broken(.dependsOnOrder)])
    } matching: {
      "\($0)".contains("expected to catch broken: order-dependent ties")
    }
  }
}
