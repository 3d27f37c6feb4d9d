import Artifacts
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// An invented record of two corpora, whose figures a test sets.
enum JudgedRecord {
  static let models = ["first-pass", "frozen", "full", "lora"]

  /// Scopes and strengths of homophones, and a perturbation that has neither.
  static let conditions: [PerturbationCondition] = {
    var conditions: [PerturbationCondition] = []
    for scope in PerturbationScope.allCases {
      for strength in [Strength.words(1), .words(2), .share(0.25)] {
        conditions.append(
          PerturbationCondition(perturbation: "homophones", scope: scope, strength: strength))
      }
    }
    return conditions
      + [PerturbationCondition(perturbation: "reordering", scope: .nBest, strength: nil)]
  }()

  static func estimate(_ value: Double, _ lower: Double, _ upper: Double) -> Estimate {
    Estimate(value: value, lower: lower, upper: upper)
  }

  /// - Parameters:
  ///   - wer: of every model, clean and perturbed.
  ///   - skill: clean and perturbed, like skill kept.
  ///   - difference: of full and lora from frozen, in WER.
  static func make(
    wer: Estimate = estimate(0.2, 0.18, 0.22),
    skill: Figure? = .estimate(estimate(0.5, 0.4, 0.6)),
    nprr: Degradation = Degradation(kind: .relative, estimate: estimate(0.2, 0.1, 0.3)),
    difference: Figure = .estimate(estimate(0, -0.001, 0.002))
  ) -> RunRecord {
    func corpus(_ name: String, _ conditions: [PerturbationCondition]) -> CorpusRecord {
      CorpusRecord(
        name: name, digest: .sha256(of: name), utterances: 9, hypotheses: 90, referenceWords: 99,
        oracle: [],
        contrasts: ([nil] + conditions).flatMap { condition in
          ["full", "lora"].map {
            Contrast(
              measure: .wer, condition: condition, counting: condition == nil ? nil : .asHeard,
              model: $0, against: "frozen", difference: difference, p: nil, holmP: nil)
          }
        },
        coverage: conditions.map {
          CoverageRecord(
            condition: $0, lists: 9, changedLists: 9, hypotheses: 9, replacedWords: 9, words: 99)
        },
        models: models.map { model in
          ModelResult(
            model: model,
            clean: CleanResult(
              errors: .zero, wer: wer, skill: skill, changedSelections: 0, againstFirstPass: nil,
              againstBaseline: nil),
            perturbed: conditions.map {
              PerturbedResult(
                condition: $0, counting: .asHeard, errors: .zero, wer: wer, skill: skill,
                skillKept: skill, nprr: nprr, keptSelections: 1)
            },
            discrimination: nil, properties: [])
        })
    }
    return RunRecord(
      provenance: RunProvenance(
        programVersion: "test", command: "none", perturbations: [], homophones: nil,
        configuration: RunConfiguration(baseline: "frozen")),
      models: models.enumerated().map { index, name in
        ModelRecord(
          identity: ModelIdentity(name: name, summary: name, digest: .sha256(of: name)),
          interpolation: index == 0 ? .firstPass : .secondPassAlone,
          role: index == 0 ? .firstPass : index == 1 ? .baseline : .examined)
      },
      corpora: [
        corpus("messaging-test", conditions),
        corpus("narrative-test", conditions.filter { $0.scope == .oneBest }),
      ], counterexamples: [])
  }

  /// The requirement that `text` is for this record.
  static func requirement(_ text: String) throws -> Requirement {
    try make().requirements([RequirementText(text)])[0]
  }
}
