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

/// Fixtures of every kind of perturbation, made under settings that nobody would guess.
@Suite struct `Fixtures by recipe` {
  /// Cares for every byte: under any change of words the order of its costs changes.
  static let fickle = FunctionModel(name: "fickle") {
    Double(Seed(7).derived($0).value % 1_000) / 1_000
  }

  static let kit = SpokenWorld.kit {
    $0.candidates = 30
    $0.minimumFrequency = 0
    $0.radius = 1.5
    $0.junctureWords = 3
    $0.isConsistent = false
    $0.noise = .normal(deviation: 5)
    $0.targets = .content
  }

  static func fixture(_ kind: PerturbationKind) throws -> Counterexample? {
    let property = RankStability(under: try kit.perturbation(kind, strength: .words(2)))
    let prepared = PreparedCorpus(SpokenWorld.corpus, listLimit: 5)
    let check = PropertyCheck(
      secondPass: SecondPass(
        model: fickle, interpolation: Interpolation(total: 0.1, secondPass: 1)),
      limits: ShrinkLimits(maximumExecutions: 300, batchSize: 8), keptMargin: nil)
    for round in 0..<8 {
      let cases = PropertyCases(
        of: property, in: prepared, limit: 12, seed: Seed(3).derived(round))
      if let found = try check.finding(cases, in: prepared).counterexamples.first { return found }
    }
    return nil
  }

  /// Kinds that change neither words nor first-pass costs, so that the choice can't move, and those that
  /// the content words of the list leave nothing to do.
  private static let harmless: Set<PerturbationKind> = [
    .unperturbed, .reordering, .duplication, .truncation, .closestDrop,
  ]

  @Test(arguments: PerturbationKind.allCases)
  func `replay as recorded, whatever the kit at hand is set to`(kind: PerturbationKind) throws {
    guard let found = try Self.fixture(kind) else {
      #expect(Self.harmless.contains(kind), "expected a list that moves the choice")
      return
    }
    let data = found.json
    let read = try JSONDecoder().decode(Counterexample.self, from: data)
    #expect(read == found)
    let replay = try FixtureReplay(read, model: Self.fickle, kit: SpokenWorld.kit)
    #expect(replay.verdict == .stillFails)
    #expect(replay.outcome.margin == found.margin)
    #expect(replay.sourceEdits.isEmpty)
  }
}
