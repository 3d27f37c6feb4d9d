import Artifacts
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Runs under several kinds of perturbation at a time.
@Suite struct `Runs by kind of perturbation` {
  static let kinds: [PerturbationKind] = [
    .homophones, .spellingVariants, .nearHomophones, .junctures, .confusions, .wordDrops,
    .textForm, .closestDrop, .copyAbove, .scoreNoise,
  ]

  static func run(_ kinds: [PerturbationKind] = kinds) throws -> RobustnessRun {
    let kit = SpokenWorld.kit { $0.spellings = .excluded }
    return try RobustnessRun(
      configuration: RunConfiguration(
        seed: 3, draws: 2, nBestDraws: 1, resamples: 50, propertyCases: 1),
      models: [SmallWorld.secondPass(NGramModel(name: "n", trainedOn: [SpokenWorld.reference]))],
      corpora: [SpokenWorld.corpus],
      perturbations: try kit.perturbations(kinds, strengths: [.words(1), .words(2)]),
      properties: [], kit: kit)
  }

  static let shared = Result { try `Robustness runs`.record(try run()) }

  @Test func `every kind has the conditions that mean something to it`() throws {
    let corpus = try Self.shared.get().corpora[0]
    for kind in Self.kinds {
      let conditions = corpus.coverage.map(\.condition).filter {
        $0.perturbation == kind.rawValue
      }
      switch kind.reach {
      case .words: #expect(conditions.count == 4, "\(kind): two scopes, two strengths")
      case .copy: #expect(conditions.map(\.scope) == [.nBest, .nBest])
      case .list: #expect(conditions.map(\.strength) == [nil])
      }
      for model in corpus.models {
        let results = model.perturbed.filter { $0.condition.perturbation == kind.rawValue }
        #expect(results.map(\.condition) == conditions.flatMap { [$0, $0] })
      }
    }
    #expect(corpus.coverage.allSatisfy { $0.changedLists > 0 })
  }

  @Test func `what only changes the form of a text makes no word error`() throws {
    let record = try Self.shared.get()
    for model in record.corpora[0].models {
      let results = model.perturbed.filter { $0.condition.perturbation == "text-form" }
      #expect(results.count == 2)
      #expect(results[0].errors == results[1].errors, "as heard is as chosen")
    }
  }

  @Test func `the closest hypotheses are dropped by the reference`() throws {
    let results = try Self.shared.get().corpora[0].models[0].perturbed
    let dropped = try #require(
      results.first { $0.condition.perturbation == "closest-drop" && $0.counting == .asChosen })
    // The first pass's top hypothesis is the reference itself, and goes.
    #expect(dropped.errors.edits == SpokenWorld.utterances.count)
  }

  @Test func `lists of a kind are those that perturb makes`() throws {
    let condition = PerturbationCondition(
      perturbation: "junctures", scope: .nBest, strength: .words(1))
    let stream = Seed(3).derived(SpokenWorld.corpus.name)
    var replaced = 0
    let perturbation = try SpokenWorld.kit.perturbation(.junctures)
    for utterance in SpokenWorld.utterances {
      var source = ChoiceSource.random(
        seed: condition.stream(of: utterance.id, draw: 0, in: stream).value)
      replaced += perturbation.perturb(utterance.nBest, source: &source).replacements.count
    }
    let coverage = try Self.shared.get().corpora[0].coverage
    #expect(coverage.first { $0.condition == condition }?.replacedWords == replaced)
  }

  @Test func `threads and interruptions change nothing`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).journal"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let expected = try `Robustness runs`.bytes(try Self.shared.get())
    #expect(throws: RunError.cancelled) {
      var done = 0
      return try `Robustness runs`.record(
        try Self.run(), journal: path, progress: { done = $0.completed },
        isCancelled: { done >= 23 })
    }
    var last = RunProgress(completed: 0, total: 0, share: 0, freshShare: 0, label: "")
    let record = try `Robustness runs`.record(
      try Self.run(), threads: 2, journal: path, progress: { last = $0 })
    #expect(try `Robustness runs`.bytes(record) == expected)
    #expect(last.completed == last.total)
  }

  @Test func `other spellings are no homophones, and counted apart`() throws {
    let model = try Self.shared.get().corpora[0].models[1]
    // "colours", "neighbor" and "cream" of the reference have one; "we're", "here", "for" don't.
    let spellings = try #require(model.spellings)
    #expect(spellings.pairs >= 2 * SpokenWorld.utterances.count)
    #expect(!(try #require(model.discrimination)).hardest.contains { $0.spoken == "colours" })
    let included = try RobustnessRun(
      configuration: RunConfiguration(draws: 1, resamples: 50, propertyCases: 1),
      models: [SmallWorld.secondPass(NGramModel(name: "n", trainedOn: [SpokenWorld.reference]))],
      corpora: [SpokenWorld.corpus], perturbations: [], properties: [],
      kit: SpokenWorld.kit { $0.spellings = .included })
    let together = try `Robustness runs`.record(included).corpora[0].models[1]
    #expect(together.spellings == nil)
    #expect(together.discrimination!.pairs > model.discrimination!.pairs)
  }

  @Test func `a condition asked for twice, or a kind without its model, is refused`() throws {
    let junctures = try SpokenWorld.kit.perturbation(.junctures)
    #expect(
      throws: RunError.duplicatePerturbation(name: "junctures, nBest, 1 word")
    ) {
      try RobustnessRun(
        configuration: RunConfiguration(), models: [], corpora: [],
        perturbations: [junctures, junctures], properties: [])
    }
    #expect(
      throws: PerturbationError.missingPart(perturbation: "confusions", part: "a confusion model")
    ) {
      try PerturbationKit(SpokenWorld.homophones).perturbations([.confusions])
    }
  }
}
