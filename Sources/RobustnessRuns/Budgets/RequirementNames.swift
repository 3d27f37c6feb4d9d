import Perturbations
import Rescoring
import Robustness
import Transcripts

/// What requirements can name in a run or its record.
struct RequirementNames: Hashable, Sendable {
  /// A corpus and what is examined on it.
  struct Corpus: Hashable, Sendable {
    let name: String
    let conditions: [PerturbationCondition]
  }

  /// The models that requirements apply to: all but the first pass.
  let models: [String]
  let firstPass: String?
  /// The main one first.
  let corpora: [Corpus]

  /// A scope as requirements write it.
  static func word(_ scope: PerturbationScope) -> String {
    switch scope {
    case .oneBest: "1-best"
    case .nBest: "n-best"
    case .selected: "selected"
    }
  }

  /// A condition as requirements write it: "homophones", "n-best", "2".
  static func words(_ condition: PerturbationCondition) -> [String] {
    let scope = word(condition.scope)
    switch condition.strength {
    case nil: return [condition.perturbation, scope]
    case .words(let words): return [condition.perturbation, scope, "\(words)"]
    case .share(let share):
      return [condition.perturbation, scope, RequirementNumber.percent(share)]
    }
  }

  /// Whether `words` fit the condition: its perturbation, then scope and strength or neither.
  static func fit(_ words: [String], _ condition: PerturbationCondition) -> Bool {
    let known = self.words(condition)
    guard words.first == known[0] else { return false }
    return words.dropFirst().allSatisfy { known.dropFirst().contains($0.lowercased()) }
  }
}

extension RequirementNames {
  init(_ run: RobustnessRun) {
    models = run.models.dropFirst().map(\.name)
    firstPass = run.models.first?.name
    corpora = run.corpora.enumerated().map { place, corpus in
      let plan = PerturbationPlan(
        run.perturbations, at: run.configuration.depth(ofCorpus: place))
      return Corpus(name: corpus.name, conditions: plan.perturbations.map(\.condition))
    }
  }

  init(_ record: RunRecord) {
    models = record.models.filter { $0.role != .firstPass }.map(\.identity.name)
    firstPass = record.models.first { $0.role == .firstPass }?.identity.name
    corpora = record.corpora.map { corpus in
      Corpus(name: corpus.name, conditions: corpus.coverage.map(\.condition))
    }
  }
}
