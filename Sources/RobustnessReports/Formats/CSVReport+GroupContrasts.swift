import Perturbations
import Robustness
import RobustnessRuns

extension CSVReport {
  /// Planned comparisons of groups: differences between their means, with p as it is and after Holm's correction.
  func groupContrastRows(_ corpus: CorpusRecord) -> [CSVRow] {
    (corpus.groupContrasts ?? []).flatMap { found in
      let measure = "\(ContrastText.plainName(found.measure)) difference of means"
      let place = CSVRow.Place(condition: found.contrast.condition, counting: found.counting)
      func probability(_ name: String, _ p: Double?) -> [CSVRow] {
        [p].compactMap(\.self).map {
          CSVRow(
            corpus: corpus.name, model: found.contrast.group, measure: "\(measure) \(name)",
            against: found.contrast.against, at: place, value: $0, unit: "probability")
        }
      }
      return [
        CSVRow(
          corpus: corpus.name, model: found.contrast.group, measure: measure,
          against: found.contrast.against, at: place, figure: found.outcome.difference,
          unit: "difference")
      ] + probability("p", found.outcome.p) + probability("holm p", found.holmP)
    }
  }
}
