import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Synchronization
import Testing
import Transcripts

/// A model that looks at what was said before, and notes with what it was asked.
private final class ListeningModel: RescoringModel {
  let previousUtterances: Int? = 2
  /// A cost from the list, the text and the previous utterances of the list, and of the first list of the call.
  private let cost: @Sendable (String, [String], [String]) -> Double
  private let noted = Mutex<[ListContext?]>([])

  init(_ cost: @escaping @Sendable (String, [String], [String]) -> Double) { self.cost = cost }

  /// Words that were said before cost half.
  convenience init() {
    self.init { text, previous, _ in
      let said = Set(previous.joined(separator: " ").split(separator: " "))
      return text.split(separator: " ").reduce(0) {
        $0 + Double($1.utf8.count) * (said.contains($1) ? 0.5 : 1)
      }
    }
  }

  var identity: ModelIdentity {
    ModelIdentity(name: "listening", summary: "", digest: .sha256(of: "listening"))
  }

  var contexts: [ListContext?] { noted.withLock { $0 } }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    noted.withLock { $0 += lists.map(\.context) }
    let first = lists.first?.context?.previous ?? []
    return lists.map { list in
      list.texts.map { cost($0, list.context?.previous ?? [], first) }
    }
  }
}

@Suite struct `Models that look at previous utterances` {
  private static let firsts = SmallWorld.utterances.map { $0.nBest[0].text }

  private func run(_ model: ListeningModel, on corpus: Corpus) throws -> RobustnessRun {
    let kit = try SmallWorld.kit()
    return try RobustnessRun(
      configuration: RunConfiguration(
        seed: 11, draws: 2, nBestDraws: 1, resamples: 200, propertyCases: 6),
      models: [SmallWorld.secondPass(model)], corpora: [corpus],
      perturbations: try kit.perturbations(
        [.homophones], scopes: PerturbationScope.allCases, strengths: [.words(2)]),
      properties: RobustnessProperties.standard(under: try kit.perturbation(.homophones)), kit: kit)
  }

  @Test func `every list of the corpus comes with clean previous utterances, perturbed or not`()
    throws
  {
    let model = ListeningModel()
    _ = try `Robustness runs`.record(try run(model, on: SmallWorld.corpus))
    let contexts = model.contexts.compactMap(\.self).filter { !$0.id.hasSuffix("'") }
    #expect(Set(contexts.map(\.id)) == Set(SmallWorld.utterances.map(\.id)))
    for context in contexts {
      let place = try #require(SmallWorld.utterances.firstIndex { $0.id == context.id })
      #expect(context.place == place)
      #expect(context.previous == Array(Self.firsts[max(0, place - 2)..<place]))
    }
    // Many more than there are clean lists: conditions, properties, pairs of homophones.
    #expect(contexts.count > 10 * SmallWorld.utterances.count)
  }

  @Test func `a record does not depend on threads, nor a list's context on the sample`() throws {
    let whole = try `Robustness runs`.record(try run(ListeningModel(), on: SmallWorld.corpus))
    let parallel = try `Robustness runs`.record(
      try run(ListeningModel(), on: SmallWorld.corpus), threads: 4)
    #expect(try `Robustness runs`.bytes(whole) == `Robustness runs`.bytes(parallel))
    let model = ListeningModel()
    _ = try `Robustness runs`.record(try run(model, on: SmallWorld.corpus.selecting([4, 1])))
    let previous = Set(model.contexts.compactMap { $0?.id == "utterance-4" ? $0?.previous : nil })
    #expect(previous == [Array(Self.firsts[2..<4])])
  }

  @Test func `batch invariance holds for its own context and fails for another list's`() throws {
    let list = SmallWorld.utterances[2].nBest.standing(
      in: ListContext(id: "u", place: 1, previous: ["no one knew"]))
    let item = RobustnessCase(clean: list, perturbed: PerturbedList(list))
    func fails(_ model: ListeningModel) throws -> Bool {
      try BatchInvariance().judge([item], of: SmallWorld.secondPass(model))[0].isFailure
    }
    #expect(try !fails(ListeningModel()))
    #expect(
      try fails(ListeningModel { text, _, first in Double(text.count + 9 * first.joined().count) }))
  }

  @Test func `a counterexample keeps the context without which nothing fails`() throws {
    // Dear: capitals, once something was said.
    let model = ListeningModel { text, previous, _ in
      previous.isEmpty ? 0 : Double(text.count { $0.isUppercase })
    }
    let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5, previousUtterances: 1)
    let property = TextFormInvariance(forms: [.upperCase])
    let finding = try PropertyCheck(secondPass: SmallWorld.secondPass(model)).finding(
      PropertyCases(of: property, in: prepared, limit: 6, seed: 1), in: prepared)
    let found = try #require(finding.counterexamples.first)
    let place = try #require(SmallWorld.utterances.firstIndex { $0.id == found.origin.utterance })
    #expect(place > 0)
    #expect(
      found.context
        == ListContext(id: found.origin.utterance, place: place, previous: [Self.firsts[place - 1]])
    )
    #expect(found.description.contains("after       \"\(Self.firsts[place - 1])\""))
    let folder = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let read = try Counterexample(contentsOf: found.write(toFolder: folder))
    #expect(read == found)
    #expect(
      try FixtureReplay(read, model: model, properties: [property]).outcome.isFailure)
  }
}
