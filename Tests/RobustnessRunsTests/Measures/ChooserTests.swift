import BundledCorpora
import BundledLexicons
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

/// Choosers whose worth is known, through the real run: two words of each list replaced by homophones.
@Suite struct `Synthetic choosers on the bundled corpora` {
  /// Seeds of the fifth that is thrown: one fifth alone misses 0.8 by chance.
  private static let throwSeeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]

  private static let shared = Result { try record() }

  private static func record() throws -> RunRecord {
    let corpora = try [BundledCorpus.messagingTest.read(), BundledCorpus.narrativeTest.read()]
    let prepared = corpora.map { PreparedCorpus($0, listLimit: 20) }
    func chooser(_ name: String, _ rule: @escaping SyntheticChooser.Rule) -> SecondPass {
      SecondPass(
        model: SyntheticChooser(name, on: prepared, rule: rule), interpolation: .secondPassAlone)
    }
    let best: SyntheticChooser.Rule = { $0.best }
    // Best in half of the utterances, drawn in the others.
    let middling: SyntheticChooser.Rule = { view in
      Seed(77).derived(view.utterance).value % 2 == 0 ? view.best : view.random(Seed(78))
    }
    var models = [
      chooser("oracle", best), chooser("worst") { $0.worst },
      chooser("random") { $0.random(Seed(9)) }, chooser("middling", middling),
    ]
    for number in throwSeeds {
      models.append(chooser("oracle thrown \(number)", thrown(best, Seed(number))))
      models.append(chooser("middling thrown \(number)", thrown(middling, Seed(number))))
    }
    // However implausible, so that nearly every list changes.
    var settings = PerturbationSettings()
    settings.minimumRatio = 0
    settings.unusualWords = .included
    let kit = PerturbationKit(try BundledLexicon.homophones(), settings: settings)
    let run = try RobustnessRun(
      configuration: RunConfiguration(resamples: 200), models: models, corpora: corpora,
      perturbations: try kit.perturbations(
        [.homophones], scopes: PerturbationScope.allCases, strengths: [.words(2)]),
      properties: [])
    return try run.record(programVersion: "test", command: "none", threads: 2)
  }

  /// `rule`, but for a fifth of the utterances a random hypothesis once the list is perturbed.
  private static func thrown(
    _ rule: @escaping SyntheticChooser.Rule, _ seed: Seed
  ) -> SyntheticChooser.Rule {
    { view in
      view.isPerturbed && seed.derived("throw", view.utterance).value % 5 == 0
        ? view.random(seed) : rule(view)
    }
  }

  private static func result(_ name: String, in corpus: CorpusRecord) throws -> ModelResult {
    try #require(corpus.models.first { $0.model == name })
  }

  private static func heard(
    _ scope: PerturbationScope, _ result: ModelResult
  ) throws -> PerturbedResult {
    try #require(result.perturbed.first { $0.condition.scope == scope && $0.counting == .asHeard })
  }

  private static func value(_ figure: Figure?) throws -> Double {
    try #require(figure?.estimate).value
  }

  @Test func `the oracle has skill 1 and no regret wherever it knows what it is judged by`() throws
  {
    for corpus in try Self.shared.get().corpora {
      let oracle = try Self.result("oracle", in: corpus)
      let one = Estimate(value: 1, lower: 1, upper: 1)
      let none = Estimate(value: 0, lower: 0, upper: 0)
      #expect(oracle.clean.skill == .estimate(one))
      #expect(oracle.clean.regret == .estimate(none))
      for result in oracle.perturbed where result.counting == .asHeard {
        #expect(result.skill == .estimate(one))
        #expect(result.regret == .estimate(none))
        #expect(result.skillKept == .estimate(one))
      }
      #expect(oracle.clean.wer == corpus.cleanBaselines?.oracle)
    }
  }

  @Test func `the worst of each list is worse than chance everywhere, and has no skill to keep`()
    throws
  {
    for corpus in try Self.shared.get().corpora {
      let worst = try Self.result("worst", in: corpus)
      #expect(try #require(worst.clean.skill?.estimate).upper < 0)
      for result in worst.perturbed where result.counting == .asHeard {
        #expect(try #require(result.skill?.estimate).upper < 0)
        #expect(result.skillKept == .undefined(.cleanSkillNotAboveZero))
      }
    }
  }

  /// What is expected of it has skill 0 by definition: `ChoiceMeasuresTests`. A drawn one is near.
  /// Where its own pick is perturbed, this one picks the damaged text again, and loses by it.
  @Test func `random picks have no skill in any condition`() throws {
    for corpus in try Self.shared.get().corpora {
      let random = try Self.result("random", in: corpus)
      for result in random.perturbed where result.condition.scope == .selected {
        if result.counting == .asHeard {
          #expect(try #require(result.skill?.estimate).upper < -0.1)
        }
      }
      let skills =
        [random.clean.skill]
        + random.perturbed.filter { $0.condition.scope != .selected }.map(\.skill)
      for skill in skills {
        let estimate = try #require(skill?.estimate)
        #expect(abs(estimate.value) < 0.07)
      }
      let expected = try #require(corpus.cleanBaselines).randomPick
      #expect(abs(random.clean.wer.value - expected.value) < 0.015)
    }
  }

  @Test func `a fifth of the lists thrown to chance leaves 0.8 of any skill`() throws {
    for corpus in try Self.shared.get().corpora {
      for scope in PerturbationScope.allCases
      where corpus.coverage.contains(where: { $0.condition.scope == scope }) {
        // Whoever draws once and keeps the draw loses by it where the draw itself is perturbed.
        for chooser in scope == .selected ? ["oracle"] : ["oracle", "middling"] {
          let kept = try Self.throwSeeds.map { seed in
            try Self.value(
              Self.heard(scope, Self.result("\(chooser) thrown \(seed)", in: corpus)).skillKept)
          }
          let mean = kept.reduce(0, +) / Double(kept.count)
          #expect(abs(mean - 0.8) < 0.03, "\(corpus.name), \(scope), \(chooser): \(kept)")
        }
      }
    }
  }

  @Test func `a chooser whose sense is not disturbed keeps its skill`() throws {
    for corpus in try Self.shared.get().corpora {
      for result in try Self.result("middling", in: corpus).perturbed
      where result.counting == .asHeard && result.condition.scope != .selected {
        #expect(abs(try Self.value(result.skillKept) - 1) < 0.03)
      }
    }
  }

  @Test func `NPRR calls the perfect chooser the least robust, skill kept doesn't`() throws {
    let corpus = try Self.shared.get().corpora[0]
    let oracle = try Self.heard(.nBest, Self.result("oracle", in: corpus))
    let worst = try Self.heard(.nBest, Self.result("worst", in: corpus))
    #expect(oracle.nprr.estimate.value > 4 * worst.nprr.estimate.value)
    #expect(try Self.value(oracle.skillKept) == 1)
  }

  /// The clean figures were measured with another program, too.
  @Test func `the lists allow what they are known to allow`() throws {
    let corpus = try Self.shared.get().corpora[0]
    let clean = try #require(corpus.cleanBaselines)
    #expect(abs(clean.oracle.value - 0.1418) < 0.000_1)
    #expect(abs(clean.randomPick.value - 0.340) < 0.001)
    #expect(abs(try Self.result("worst", in: corpus).clean.wer.value - 0.511) < 0.001)
    let perturbed = try #require(corpus.perturbedBaselines)
    func heard(_ scope: PerturbationScope) throws -> ListBaselines {
      try #require(
        perturbed.first { $0.condition.scope == scope && $0.counting == .asHeard }
      ).baselines
    }
    let found = try [
      heard(.oneBest).oracle.value, heard(.nBest).oracle.value, heard(.nBest).randomPick.value,
    ]
    for (value, expected) in zip(found, [0.1735, 0.3015, 0.4827]) {
      #expect(abs(value - expected) < 0.001, "\(value)")
    }
  }

  /// Nobody who stays can move; the oracle moves where the homophone made another text better.
  @Test func `moves of the oracle never harm, those of the worst never help`() throws {
    for corpus in try Self.shared.get().corpora {
      for result in try Self.result("oracle", in: corpus).perturbed
      where result.counting == .asHeard {
        let moves = try #require(result.moves)
        #expect(moves.leftOut == 0)
        #expect(moves.harm.estimate?.value == 0)
        #expect(try Self.value(moves.netAddedErrors) < 0)
      }
      for result in try Self.result("worst", in: corpus).perturbed
      where result.counting == .asHeard {
        #expect(try #require(result.moves).rescue.estimate?.value ?? 0 == 0)
      }
    }
  }
}
