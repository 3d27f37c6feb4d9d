import Perturbations
import Robustness
import RobustnessRuns

extension CSVReport {
  /// What was resampled and how many there were.
  func resamplingRows(_ corpus: CorpusRecord) -> [CSVRow] {
    guard let resampling = corpus.resampling else { return [] }
    return [
      CSVRow(
        corpus: corpus.name, measure: "intervals", text: ResamplingText(corpus, in: record).text),
      CSVRow(
        corpus: corpus.name, model: "",
        measure: "resampled " + (resampling.cluster.map { "clusters by \($0)" } ?? "utterances"),
        value: Double(resampling.units), unit: "count"),
    ]
  }

  /// Means over the seeds of each group, and the deviation between seeds.
  func groupRows(_ corpus: CorpusRecord) -> [CSVRow] {
    func rows(_ group: String, _ figures: GroupFigures, at place: CSVRow.Place?) -> [CSVRow] {
      let measures =
        [
          ("wer", figures.wer, "share"), ("skill", figures.skill, "ratio"),
        ] + (figures.skillKept.map { [("skill kept", $0, "ratio")] } ?? [])
        + (figures.nprr.map { [("nprr", $0, "share")] } ?? [])
      return measures.flatMap { name, mean, unit in
        [
          CSVRow(
            corpus: corpus.name, model: group, measure: "\(name) mean over seeds", at: place,
            figure: mean.mean, unit: unit)
        ]
          + [mean.deviation].compactMap(\.self).map {
            CSVRow(
              corpus: corpus.name, model: group, measure: "\(name) deviation over seeds",
              at: place, value: $0, unit: unit)
          }
      }
    }
    return (corpus.groups ?? []).flatMap { group in
      rows(group.group, group.clean, at: nil)
        + group.perturbed.flatMap {
          rows(
            group.group, $0.figures,
            at: CSVRow.Place(condition: $0.condition, counting: $0.counting))
        }
    }
  }
}
