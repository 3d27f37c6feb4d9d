import MondegreenTesting
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

/// Lists in which length is a bad guide, and models that go by it.
private enum ShortAndLong {
  /// The right text is the shorter one in two thirds of the lists.
  static let corpus = Corpus(
    name: "short-and-long", digest: .sha256(of: "short-and-long"),
    utterances: (0..<30).map { index in
      Utterance(
        id: "\(index)", reference: "we see their sea",
        nBest: NBestList(
          [index % 3 == 0 ? "we see their" : "we see their sea there", "we see their sea"]
            .enumerated().map { Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0))) }))
    })

  /// Chooses by the number of characters.
  private struct LengthModel: RescoringModel {
    let identity: ModelIdentity
    let sign: Double

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      lists.map { $0.texts.map { sign * Double($0.count) } }
    }
  }

  static func chooser(_ name: String, sign: Double) -> any RescoringModel {
    LengthModel(
      identity: ModelIdentity(name: name, summary: name, digest: .sha256(of: name)), sign: sign)
  }
}

/// Budgets as tests.
@Suite(
  .corpus(ShortAndLong.corpus), .lexicon(try `Robustness gate`.lexicon.get()),
  .model(ShortAndLong.chooser("likes it short", sign: 1)))
struct `Budgets of a model` {
  private static let other = SecondPass(
    model: ShortAndLong.chooser("likes it long", sign: -1),
    interpolation: Interpolation(secondPass: 1))

  @Test func `a budget that is kept passes`() throws {
    let verdicts = try expectWithinBudget { kit in
      let perturbation = try kit.perturbation(.homophones, scope: .oneBest, strength: .words(1))
      return [
        .wer(atMost: 0.25), .wer(atMost: 1, under: perturbation),
        .notWorse(than: Self.other, byPoints: 5), .notWorse(than: .firstPass, byPoints: 1),
      ]
    }
    #expect(verdicts.map(\.outcome) == [.met, .met, .met, .met])
    #expect(Set(verdicts.map(\.model)) == ["likes it short"])
  }

  @Test func `a budget that is missed is an issue that says by how much`() throws {
    try withKnownIssue {
      try expectWithinBudget { _ in [.wer(atMost: 0.001)] }
    } matching: {
      let text = ($0.error as? BudgetFailure)?.description ?? ""
      return text.hasPrefix("missed: likes it short: wer(short-and-long) <= 0.1%: 8.33% [")
    }
  }

  /// The same lists three times over, enough for two halves.
  static let long = Corpus(
    name: "long", digest: .sha256(of: "long"),
    utterances: (0..<90).map { number in
      let utterance = ShortAndLong.corpus[number % 30]
      return Utterance(
        id: "\(number)", reference: utterance.reference, nBest: utterance.nBest)
    })

  private static let notice = "; the weights are tuned on every other utterance of long"

  @Test(.corpus(long))
  func `a budget is judged on the half of the lists that the weights were not tuned on`() throws {
    try withKnownIssue {
      try expectWithinBudget { _ in [.wer(atMost: 0.001)] }
    } matching: {
      // Every other utterance from the second on: of each three that way, the same share is long.
      let text = ($0.error as? BudgetFailure)?.description ?? ""
      return text.hasPrefix("missed: likes it short: wer(long) <= 0.1%: 8.33% [")
        && text.contains(Self.notice)
    }
  }

  @Test(
    .corpus(long),
    .model(
      ShortAndLong.chooser("likes it short", sign: 1), weights: Interpolation(secondPass: 1)))
  func `a budget of a model with weights is judged on all lists`() throws {
    try withKnownIssue {
      try expectWithinBudget { _ in [.wer(atMost: 0.001)] }
    } matching: {
      let text = ($0.error as? BudgetFailure)?.description ?? ""
      return text.hasPrefix("missed") && !text.contains("tuned")
    }
  }

  @Test func `a budget that the data cannot decide is an issue unless that is allowed`() throws {
    let budgets: (PerturbationKit) throws -> [Budget] = { _ in [.wer(atMost: 1.0 / 12)] }
    try withKnownIssue {
      try expectWithinBudget(budgets)
    } matching: {
      ($0.error as? BudgetFailure)?.verdict.outcome == .undecided
    }
    let verdicts = try expectWithinBudget(allowingUndecided: true, budgets)
    #expect(verdicts.map(\.doubt) == [.boundInInterval])
  }

  /// The body has nothing to do: the traits judge.
  @Test(
    .budget(.wer(atMost: 0.25), .notWorse(than: .firstPass, byPoints: 1)),
    .budget { kit in
      [
        .wer(
          atMost: 1,
          under: try kit.perturbation(.homophones, scope: .oneBest, strength: .words(1)))
      ]
    })
  func `a trait judges budgets, too`() {}

  @Test func `a trait records what is missed behind what the test itself does`() async throws {
    let trait: BudgetTrait = .budget(.wer(atMost: 0.001))
    let test = try #require(Test.current)
    let (ran, run) = AsyncStream.makeStream(of: Void.self)
    try await withKnownIssue {
      try await trait.provideScope(for: test, testCase: nil) { run.yield() }
    } matching: {
      ($0.error as? BudgetFailure)?.verdict.outcome == .missed
    }
    run.finish()
    #expect(await ran.reduce(0) { count, _ in count + 1 } == 1)
  }
}
