import Perturbations

/// The perturbations that a run examines on one corpus.
struct PerturbationPlan: Sendable {
  /// One for each condition, in the order of the report.
  let perturbations: [any Perturbation]

  /// What is examined on a corpus of this depth: on a brief one, those perturbations that change the
  /// top hypothesis alone, and whatever has no such form.
  init(_ all: [any Perturbation], at depth: CorpusDepth) {
    guard depth == .brief else {
      perturbations = all
      return
    }
    // What a model selects is perturbed in the main corpus alone, like whole lists.
    let narrow = Set(
      all.map(\.condition).filter { $0.scope == .oneBest }.map(\.perturbation))
    perturbations = all.filter {
      $0.condition.scope == .oneBest || !narrow.contains($0.condition.perturbation)
    }
  }
}
