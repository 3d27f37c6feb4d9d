import Perturbations
import Robustness

extension ModelFindings.OnOwnLists {
  /// What the model did under each condition that perturbs what it selects, beside the baselines of its own
  /// lists.
  ///
  /// - Parameters:
  ///   - errors: on its lists.
  ///   - clean: errors of its choice from each clean list.
  func results(
    errors: ListErrors, figures: ErrorFigures, clean: [Int], isFirstPass: Bool
  ) -> [PerturbedResult] {
    let counts = examination.conditions.flatMap { examination.perturbed(selections, under: $0) }
    let measures = CorpusMeasures(
      examination, errors: errors, figures: figures, clean: [clean], perturbed: [counts])
    let cleanSums = examination.resampling.sums(of: clean)
    return zip(counts, measures.perturbed).map { counted, measured in
      examination.result(
        counted, measured, of: 0, selections: selections, errors: errors, figures: figures,
        clean: cleanSums, isFirstPass: isFirstPass)
    }
  }
}
