import Artifacts
import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `A guarded model` {
  static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)

  /// Counts its calls, and does something before it answers.
  private final class Watched: RescoringModel {
    let calls = Lock(0)
    let before: @Sendable ([String]) throws(RescoringError) -> Void

    init(_ before: @escaping @Sendable ([String]) throws(RescoringError) -> Void) {
      self.before = before
    }

    var identity: ModelIdentity {
      ModelIdentity(name: "watched", summary: "", digest: .sha256(of: "watched"))
    }

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      calls.withLock { $0 += 1 }
      try before(lists.flatMap(\.texts))
      return lists.map { $0.texts.map { Double($0.utf8.count) } }
    }
  }

  private func findings(_ model: any RescoringModel) throws -> [PropertyFinding] {
    try PropertyCheck(secondPass: SmallWorld.secondPass(model)).findings(
      of: [.orderInvariance, .duplicateConsistency], in: Self.prepared, cases: 6, seed: 1)
  }

  @Test func `that throws on one list fails the cases of that list, and the others are judged`()
    throws
  {
    let model = Watched { (texts) throws(RescoringError) in
      if texts.contains(where: { $0.contains("café") }) {
        throw .failed(model: "watched", reason: "no accents, please")
      }
    }
    let found = try findings(GuardedModel(model))
    #expect(found.map(\.failures) == [1, 1])
    #expect(found.map(\.cases) == [6, 6])
    let smallest = try #require(found[0].bugs.first?.smallest)
    #expect(smallest.clean.contains { $0.text.contains("café") })
    #expect(smallest.failure == "model watched: no accents, please")
    // One cause: it is shrunk for the first property only.
    #expect(found[1].bugs.isEmpty)
    #expect(found[1].known?.map(\.failures) == [1])
    #expect(found[1].known?.first?.counterexample == smallest.id)
    // Without the guard it ends everything.
    #expect(throws: RescoringError.self) { try findings(model) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `that never returns from one text fails the cases of that text, and is not asked again`()
    throws
  {
    let hung = Lock(0)
    let model = Watched { texts in
      guard texts.contains(where: { $0.contains("café") }) else { return }
      hung.withLock { $0 += 1 }
      Thread.sleep(forTimeInterval: 3600)
    }
    let guarded = GuardedModel(model, limit: .milliseconds(200))
    let found = try findings(guarded)
    #expect(found.map(\.failures) == [1, 1])
    #expect(guarded.hasHung)
    let smallest = try #require(found[0].bugs.first?.smallest)
    #expect(smallest.clean.contains { $0.text.contains("café") })
    #expect(smallest.failure.contains("no answer within") || smallest.failure.contains("in time"))
    #expect(hung.withLock { $0 } <= 12)
  }

  @Test(.timeLimit(.minutes(1)))
  func `that never returns from anything is given up, and says so`() throws {
    let model = Watched { _ in Thread.sleep(forTimeInterval: 3600) }
    let guarded = GuardedModel(model, limit: .milliseconds(20))
    let found = try findings(guarded)
    #expect(found.map(\.failures) == [6, 6])
    #expect(model.calls.withLock { $0 } <= 12)
    #expect(throws: RescoringError.self) { try guarded.costs(for: [SmallWorld.list("x")]) }
    do throws(RescoringError) {
      _ = try guarded.costs(for: [SmallWorld.list("x")])
    } catch {
      #expect(error.description.contains("is no longer called"))
    }
  }

  @Test func `answers as the model within it`() throws {
    let guarded = GuardedModel(SmallWorld.healthy)
    let lists = SmallWorld.utterances.map(\.nBest)
    #expect(try guarded.costs(for: lists) == SmallWorld.healthy.costs(for: lists))
    #expect(guarded.identity == SmallWorld.healthy.identity)
    #expect(guarded.scoresEachTextAlone)
    #expect(try guarded.anotherInstance() == nil)
  }
}
