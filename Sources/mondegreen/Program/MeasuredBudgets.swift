import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// Budgets of `check` that are about measures, `wer(messaging-test) <= 22%`, and not about failures of
/// properties: a run of its own examines the conditions that they name, and no others.
struct MeasuredBudgets {
  private let run: RobustnessRun?
  private let requirements: [Requirement]

  /// Finds the conditions that the budgets name: the kind of perturbation that is checked, at its strength and
  /// at one, two and three words, in every scope.
  ///
  /// - Throws: `RequirementError` for a name that is not known, before any work is done.
  init(
    _ budgets: [RequirementText], of models: [SecondPass], on corpus: Corpus,
    _ kit: PerturbationKit,
    _ kind: PerturbationKind, strength: Strength, listLimit: Int, seed: UInt64
  ) throws {
    guard !budgets.isEmpty else {
      (run, requirements) = (nil, [])
      return
    }
    var strengths: [Strength] = [.words(1), .words(2), .words(3)]
    if !strengths.contains(strength) { strengths.append(strength) }
    let all = try kit.perturbations(
      [kind], scopes: PerturbationScope.allCases, strengths: strengths)
    func examination(_ perturbations: [any Perturbation]) throws(RunError) -> RobustnessRun {
      try RobustnessRun(
        configuration: RunConfiguration(seed: seed, listLimit: listLimit), models: models,
        corpora: [corpus], perturbations: perturbations, properties: [])
    }
    let requirements = try examination(all).requirements(budgets)
    let named = requirements.compactMap(\.condition)
    run = try examination(all.filter { named.contains($0.condition) })
    self.requirements = requirements
  }

  /// What became of each budget and model.
  func verdicts(threads: Int) throws -> [RequirementVerdict] {
    guard let run else { return [] }
    return try JournaledRun(journal: nil, threads: threads)
      .result(run, requirements: requirements).record.requirements ?? []
  }
}
