import Perturbations
import Robustness

extension ModelFindings.OnOwnLists {
  /// What the model did under each condition that perturbs what it selects, beside the baselines of its own
  /// lists.
  ///
  /// - Parameter errors: on its lists.
  func results(
    errors: ListErrors, figures: ErrorFigures, isFirstPass: Bool
  ) -> [PerturbedResult] {
    let (clean, perturbed) = examination.tallies([selections], errors: errors, threads: 1)
    let measures = CorpusMeasures(
      examination, figures: figures, clean: clean, perturbed: perturbed)
    return examination.results(
      perturbed, measures, of: 0, figures: figures,
      clean: examination.resampling.sums(ofTotals: clean[.asHeard].models[0].edits),
      isFirstPass: isFirstPass)
  }
}
