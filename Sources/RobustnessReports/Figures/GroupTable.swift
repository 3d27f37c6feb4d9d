import Perturbations
import Robustness
import RobustnessRuns

/// Means over training seeds by conditions, as heard.
struct GroupTable {
  struct Row {
    /// The name with the number of seeds, as in "lora (5 seeds)".
    let name: String
    /// Lines of each cell: WER, skill, skill kept.
    let cells: [[String]]
  }

  /// The conditions; nil for the clean lists.
  let conditions: [PerturbationCondition?]
  let rows: [Row]
  private let hasFewSeeds: Bool

  init(_ corpus: CorpusRecord, groups: [ModelGroup]) {
    let conditions = corpus.matrixConditions
    self.conditions = conditions
    rows = (corpus.groups ?? []).map { group in
      let seeds = groups.first { $0.name == group.group }?.models.count ?? 0
      return Row(
        name: "\(group.group) (\(FigureFormat.count(seeds, of: "seed")))",
        cells: conditions.map { condition in
          let figures =
            condition == nil
            ? group.clean
            : group.perturbed.first {
              $0.condition == condition && $0.counting == .asHeard
            }?.figures
          return figures.map(Self.lines) ?? ["–"]
        })
    }
    hasFewSeeds = (corpus.groups ?? []).contains {
      $0.clean.wer.mean.estimate?.noInterval == .fewSeeds
    }
  }

  /// What the figures are, in a few sentences.
  var explanation: String {
    "Means over the training seeds of each group, whose models are listed in the table above, with the "
      + "standard deviation between seeds. Intervals combine seeds with utterances."
      + (hasFewSeeds ? " With fewer than five seeds there is no interval." : "")
  }

  private static func lines(_ figures: GroupFigures) -> [String] {
    var lines: [String] = []
    if let wer = figures.wer.mean.estimate {
      lines.append(
        "\(FigureFormat.percent(wer.value)) (\(FigureFormat.interval(wer)))"
          + (figures.wer.deviation.map { ", ± \(FigureFormat.points($0)) points" } ?? ""))
    } else {
      lines.append("–")
    }
    for (name, mean) in [("skill", figures.skill), ("kept", figures.skillKept)] {
      guard let mean else { continue }
      lines.append(
        "\(name) \(FigureFormat.number(mean.mean))"
          + (mean.deviation.map { ", ± \(FigureFormat.decimal($0, digits: 2))" } ?? ""))
    }
    return lines
  }
}
