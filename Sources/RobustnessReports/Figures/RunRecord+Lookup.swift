package import Perturbations
import Rescoring
package import Robustness
package import RobustnessRuns
import Transcripts

extension RunRecord {
  /// The corpus that the report is about; the others are further domains. Nil in an empty record.
  package var mainCorpus: CorpusRecord? { corpora.first }

  /// The further domains.
  package var furtherCorpora: ArraySlice<CorpusRecord> { corpora.dropFirst() }

  /// The model called `name`.
  package func model(named name: String) -> ModelRecord? {
    models.first { $0.identity.name == name }
  }

  /// The position of the model called `name` in the report's order, which decides its color and
  /// marker.
  package func position(of name: String) -> Int {
    models.firstIndex { $0.identity.name == name } ?? 0
  }

  /// The perturbations that were run, in the order of their first condition.
  package var perturbations: [String] {
    var seen: [String] = []
    for corpus in corpora {
      for condition in corpus.coverage.map(\.condition) + corpus.models.flatMap(\.conditions)
      where !seen.contains(condition.perturbation) {
        seen.append(condition.perturbation)
      }
    }
    return seen
  }

  /// What the headline and the overview show: the first perturbation that has strengths, at the
  /// middle one of them. One that changed nothing has nothing to show.
  package var overview: (perturbation: String, strength: Strength)? {
    for perturbation in perturbations where !isIdle(perturbation) {
      let strengths =
        mainCorpus?.conditions(of: perturbation).strengths.compactMap(\.self) ?? []
      if !strengths.isEmpty { return (perturbation, strengths[strengths.count / 2]) }
    }
    return nil
  }

  /// Whether a perturbation changed nothing where the report looks at it first.
  package func isIdle(_ perturbation: String) -> Bool {
    guard let corpus = mainCorpus, let condition = corpus.mainCondition(of: perturbation) else {
      return false
    }
    return corpus.isIdle(condition)
  }

  /// The countings that a perturbation's figures need: as chosen alone, where it leaves the words
  /// alone and so both are the same.
  package func countings(of perturbation: String) -> [Counting] {
    let results = corpora.flatMap(\.models).flatMap(\.perturbed)
      .filter { $0.condition.perturbation == perturbation }
    func figures(_ counting: Counting) -> [WordErrorRate] {
      results.filter { $0.counting == counting }.map(\.errors)
    }
    return figures(.asHeard) == figures(.asChosen) ? [.asChosen] : Counting.allCases
  }

  /// How a confidence level is written: "95%".
  package var confidence: String {
    let level = provenance.configuration.confidence * 100
    return FigureFormat.decimal(level, digits: level == level.rounded() ? 0 : 1) + "%"
  }
}

extension CorpusRecord {
  /// The results of the first pass itself.
  package func firstPass(in record: RunRecord) -> ModelResult? {
    models.first { record.model(named: $0.model)?.role == .firstPass }
  }

  /// The results of everybody but the first pass and those who take no part in the choice.
  package func rescorers(in record: RunRecord) -> [ModelResult] {
    models.filter { result in
      record.model(named: result.model).map { $0.role != .firstPass && $0.decides } ?? true
    }
  }

  /// The scopes and strengths at which a perturbation was run, each once, in the record's order.
  package func conditions(
    of perturbation: String
  ) -> (scopes: [PerturbationScope], strengths: [Strength?]) {
    var scopes: [PerturbationScope] = []
    var strengths: [Strength?] = []
    for condition in coverage.map(\.condition) + models.flatMap(\.conditions)
    where condition.perturbation == perturbation {
      if !scopes.contains(condition.scope) { scopes.append(condition.scope) }
      if !strengths.contains(condition.strength) { strengths.append(condition.strength) }
    }
    return (scopes, strengths)
  }

  /// What stands for a perturbation where one figure must do: all hypotheses, if it was run so, at the
  /// middle strength.
  package func mainCondition(of perturbation: String) -> PerturbationCondition? {
    let all = coverage.map(\.condition).filter { $0.perturbation == perturbation }
    let scope: PerturbationScope = all.contains { $0.scope == .nBest } ? .nBest : .oneBest
    let graded = all.filter { $0.scope == scope }
    return graded.isEmpty ? nil : graded[graded.count / 2]
  }

  /// The clean lists, as nil, and each perturbation at the middle strength of each of its scopes.
  package var matrixConditions: [PerturbationCondition?] {
    [nil] + PerturbationCondition.middles(of: coverage.map(\.condition))
  }

  /// Oracle and random pick under one condition, or on the clean lists; nil in older records.
  package func baselines(
    _ condition: PerturbationCondition?, _ counting: Counting
  ) -> ListBaselines? {
    guard let condition else { return cleanBaselines }
    return perturbedBaselines?.first {
      $0.condition == condition && $0.counting == counting
    }?.baselines
  }

  /// The lead by a measure under one condition, or on the clean lists, as heard.
  package func lead(
    by measure: Contrast.Measure, under condition: PerturbationCondition?
  ) -> Lead? {
    leads?.first { $0.measure == measure && $0.condition == condition }
  }

  /// The errors that no choice from whole lists could avoid.
  package var deepestOracle: OracleRecord? { oracle.max { $0.limit < $1.limit } }
}

extension ModelResult {
  /// The result under a condition, as heard.
  package func asHeard(_ condition: PerturbationCondition) -> PerturbedResult? {
    result(condition.perturbation, condition.scope, condition.strength, .asHeard)
  }

  /// The conditions under which the model was examined.
  package var conditions: [PerturbationCondition] { perturbed.map(\.condition) }

  /// The result under one condition, counted one way.
  package func result(
    _ perturbation: String, _ scope: PerturbationScope, _ strength: Strength?, _ counting: Counting
  ) -> PerturbedResult? {
    perturbed.first {
      $0.counting == counting && $0.condition.perturbation == perturbation
        && $0.condition.scope == scope && $0.condition.strength == strength
    }
  }
}
