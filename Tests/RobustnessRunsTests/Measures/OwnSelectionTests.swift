import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Perturbing what a model selects` {
  private static let perturbation = HomophoneSubstitution(
    scope: .selected, strength: .words(2), candidates: SmallWorld.candidates)

  /// A model that selects the hypothesis at one place of each list, whatever the texts are: it knows them by
  /// their acoustic costs, which homophones leave as they are.
  private struct Fixed: RescoringModel {
    let place: Int
    var identity: ModelIdentity {
      ModelIdentity(name: "place \(place)", summary: "", digest: .sha256(of: "\(place)"))
    }

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      lists.map { list in
        list.hypotheses.map { abs(($0.costs.acoustic ?? 0) - 20 - Double(place)) }
      }
    }
  }

  /// Counts the texts that it is asked for.
  private final class Asked: Sendable {
    let texts = Lock<[String]>([])
  }

  private static func record(
    _ models: [SecondPass], scopes: [PerturbationScope] = PerturbationScope.allCases
  ) throws -> RunRecord { try result(models, scopes: scopes).record }

  private static func result(
    _ models: [SecondPass], scopes: [PerturbationScope] = PerturbationScope.allCases
  ) throws -> RobustnessRuns.RunResult {
    try RobustnessRun(
      configuration: RunConfiguration(seed: 5, draws: 2, resamples: 100), models: models,
      corpora: [SmallWorld.corpus],
      perturbations: scopes.map {
        HomophoneSubstitution(
          scope: $0, strength: .words(1), candidates: SmallWorld.candidates)
      }, properties: []
    ).result(programVersion: "test", command: "none", threads: 2)
  }

  private static let shared = Result { try whole.get().record }

  private static let whole = Result {
    try result(
      [0, 1, 3].map { SecondPass(model: Fixed(place: $0), interpolation: .secondPassAlone) }
        + [SmallWorld.secondPass(SmallWorld.healthy)])
  }

  private static func results(
    _ scope: PerturbationScope, of model: ModelResult
  ) -> [PerturbedResult] {
    model.perturbed.filter { $0.condition.scope == scope }
  }

  @Test func `only the selected hypothesis changes, by choices that its list has no part in`() {
    for utterance in SmallWorld.utterances {
      for selected in utterance.nBest.hypotheses.indices {
        func perturbed(_ list: NBestList, at place: Int) -> PerturbedList {
          var source = ChoiceSource.random(seed: 7)
          return Self.perturbation.perturb(
            list, selected: place, reference: utterance.reference, source: &source)
        }
        let made = perturbed(utterance.nBest, at: selected)
        let alone = perturbed(NBestList([utterance.nBest[selected]]), at: 0)
        #expect(made.correspondence == Array(utterance.nBest.hypotheses.indices))
        #expect(made.list[selected] == alone.list[0])
        #expect(made.list.hypotheses.map(\.costs) == utterance.nBest.hypotheses.map(\.costs))
        #expect(made.replacements.allSatisfy { $0.hypothesis == selected })
        for other in utterance.nBest.hypotheses.indices where other != selected {
          #expect(made.list[other] == utterance.nBest[other])
        }
        #expect(Self.perturbation.domain(of: made, from: utterance.nBest) == .inside)
      }
    }
  }

  @Test func `who selects the top has the figures of the perturbed 1-best, figure by figure`()
    throws
  {
    let corpus = try Self.shared.get().corpora[0]
    for model in corpus.models.prefix(2) {
      let (own, top) = (Self.results(.selected, of: model), Self.results(.oneBest, of: model))
      #expect(own.count == 2 && top.count == 2)
      for (own, top) in zip(own, top) {
        #expect(own.errors == top.errors && own.wer == top.wer && own.nprr == top.nprr)
        #expect(own.skill == top.skill && own.regret == top.regret && own.moves == top.moves)
        #expect(own.headroomRecovered == top.headroomRecovered)
        let shared = try #require(
          corpus.perturbedBaselines?.first {
            $0.condition == top.condition && $0.counting == top.counting
          }
        ).baselines
        let baselines = try #require(own.baselines)
        #expect(baselines.oracle == shared.oracle && baselines.randomPick == shared.randomPick)
        let firstPass = Self.results(.oneBest, of: corpus.models[0])
        #expect(baselines.firstPass == firstPass.first { $0.counting == top.counting }?.wer)
        #expect(top.baselines == nil)
      }
    }
  }

  @Test func `who selects the top sees the very texts of the perturbed 1-best`() throws {
    let lists = try Self.whole.get().selections.corpora[0].lists
    func texts(_ scope: PerturbationScope) -> [String: String] {
      var texts: [String: String] = [:]
      for list in lists where list.condition?.scope == scope {
        for selection in list.selections where selection.model == "place 0" {
          texts["\(list.utterance), \(list.draw ?? 0)"] = list.texts[selection.text]
        }
      }
      return texts
    }
    #expect(texts(.selected).count == 12)
    #expect(texts(.selected) == texts(.oneBest))
  }

  @Test func `each model has lists and baselines of its own`() throws {
    let models = try Self.shared.get().corpora[0].models
    // The top is damaged in the lists of who selects it, and whole in the others'.
    func firstPass(_ model: Int) throws -> Double {
      try #require(
        Self.results(.selected, of: models[model]).first { $0.counting == .asHeard }?.baselines?
          .firstPass
      ).value
    }
    let clean = models[0].clean.wer.value
    #expect(try firstPass(1) > clean)
    #expect(try firstPass(2) == clean)
    // Who selects what was said wherever it stands as chosen pays for the damage as heard alone.
    let said = Self.results(.selected, of: models[2])
    #expect(models[2].clean.errors.edits == 0)
    #expect(said[0].counting == .asHeard && said[0].errors.edits > 0)
    #expect(said[1].errors.edits == 0)
    #expect(said.allSatisfy { $0.keptSelections == 1 })
  }

  @Test func `no contrast, lead or shared baseline is drawn from lists that differ`() throws {
    let corpus = try Self.shared.get().corpora[0]
    let conditions =
      (corpus.contrasts ?? []).compactMap(\.condition)
      + (corpus.leads ?? []).compactMap(\.condition)
      + (corpus.perturbedBaselines ?? []).map(\.condition)
    #expect(!conditions.isEmpty)
    #expect(conditions.allSatisfy { $0.scope != .selected })
    #expect(corpus.coverage.map(\.condition.scope) == PerturbationScope.allCases)
  }

  @Test func `a budget may bound each model's figure there, but not compare models`() throws {
    let record = try Self.shared.get()
    let requirement = try record.requirements([
      RequirementText("wer(homophones, selected, 1) <= 90%")
    ])[0]
    #expect(requirement.condition?.scope == .selected)
    #expect(
      record.judged(by: [requirement]).requirements?.map(\.outcome) == [.met, .met, .met, .met])
    do {
      _ = try record.requirements([
        RequirementText("not worse than healthy by 2 points (homophones, selected, 1)")
      ])
      Issue.record("expected an error")
    } catch let error {
      #expect(
        error.description.contains(
          "expected lists that are the same for all models, found \"homophones, selected, 1\""))
    }
  }

  @Test func `a model that judges texts alone is asked for the changed texts only`() throws {
    let asked = Asked()
    let model = FunctionModel(name: "counting") { text in
      asked.texts.withLock { $0.append(text) }
      return Double(text.utf8.count)
    }
    let second = SecondPass(model: model, interpolation: .secondPassAlone)
    _ = try Self.record([second], scopes: [])
    let clean = asked.texts.withLock { texts in
      defer { texts = [] }
      return texts
    }
    _ = try Self.record([second], scopes: [.selected])
    let perturbed = asked.texts.withLock { $0 }
    #expect(Set(perturbed).count == perturbed.count, "no text is asked for twice")
    #expect(perturbed.count > clean.count)
    // Six lists, two draws.
    #expect(perturbed.count <= clean.count + 6 * 2)
  }

  /// By hand: the first pass makes 6 errors, the oracle and the healthy model none.
  @Test func `headroom recovered is the share of the first pass's avoidable errors`() throws {
    let models = try Self.shared.get().corpora[0].models
    #expect(models[0].clean.headroomRecovered == nil)
    #expect(models[1].clean.headroomRecovered?.estimate?.value == 0)
    #expect(models[4].clean.headroomRecovered?.estimate?.value == 1)
    // Where nothing could be avoided there is no share of it.
    let perfect = SmallWorld.utterances.map {
      Utterance(id: $0.id, reference: $0.nBest[0].text, nBest: $0.nBest)
    }
    let record = try RobustnessRun(
      configuration: RunConfiguration(resamples: 50),
      models: [SmallWorld.secondPass(SmallWorld.healthy)],
      corpora: [Corpus(name: "perfect", digest: .sha256(of: "perfect"), utterances: perfect)],
      perturbations: [], properties: []
    ).record(programVersion: "test", command: "none")
    #expect(
      record.corpora[0].models[1].clean.headroomRecovered == .undefined(.firstPassIsOracle))
  }
}
