import Rescoring
package import Robustness

extension RunRecord {
  /// The corpus that the report is about; the others are further domains. Nil in an empty record.
  package var mainCorpus: CorpusRecord? { corpora.first }

  /// The further domains.
  package var furtherCorpora: ArraySlice<CorpusRecord> { corpora.dropFirst() }

  /// The model called `name`.
  package func model(named name: String) -> ModelRecord? {
    models.first { $0.identity.name == name }
  }

  /// Where in the report's order the model called `name` stands, for its colour and marker.
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

  /// The scopes that were perturbed in a corpus: those after the first may have fewer.
  package func scopes(in corpus: CorpusRecord) -> [PerturbationScope] {
    let examined = Set(corpus.coverage.map(\.condition.scope))
    return provenance.configuration.scopes.filter { examined.contains($0) }
  }

  /// The strength that the overview shows: the middle one.
  package var overviewStrength: Strength? {
    let strengths = provenance.configuration.strengths
    return strengths.isEmpty ? nil : strengths[strengths.count / 2]
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

  /// The results of everybody but the first pass.
  package func rescorers(in record: RunRecord) -> [ModelResult] {
    models.filter { record.model(named: $0.model)?.role != .firstPass }
  }

  /// The errors that no choice from whole lists could avoid.
  package var deepestOracle: OracleRecord? { oracle.max { $0.limit < $1.limit } }
}

extension ModelResult {
  /// The conditions under which the model was examined.
  package var conditions: [PerturbationCondition] { perturbed.map(\.condition) }

  /// The result under one condition, counted one way.
  package func result(
    _ perturbation: String, _ scope: PerturbationScope, _ strength: Strength, _ counting: Counting
  ) -> PerturbedResult? {
    perturbed.first {
      $0.counting == counting && $0.condition.perturbation == perturbation
        && $0.condition.scope == scope && $0.condition.strength == strength
    }
  }
}
