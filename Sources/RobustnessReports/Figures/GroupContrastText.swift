import Robustness
import RobustnessRuns

/// Planned comparisons of groups as rows of a table, as heard.
struct GroupContrastText {
  static let columns = ["Comparison", "Condition", "WER", "Skill", "Skill kept", "NPRR"]

  struct Row {
    /// The groups compared, as in "dynamic against full".
    let comparison: String
    let condition: String
    /// The cells in the order of the measures' columns: difference, interval and p, one per line.
    let cells: [[String]]
  }

  let rows: [Row]

  init(_ corpus: CorpusRecord) {
    let found = (corpus.groupContrasts ?? []).filter { $0.counting == .asHeard }
    var planned: [PlannedContrast] = []
    for one in found where !planned.contains(one.contrast) { planned.append(one.contrast) }
    rows = planned.map { contrast in
      Row(
        comparison: "\(contrast.group) against \(contrast.against)",
        condition: Wording.condition(contrast.condition),
        cells: GroupContrast.Measure.allCases.map { measure in
          found.first { $0.contrast == contrast && $0.measure == measure }.map(Self.lines) ?? ["–"]
        })
    }
  }

  /// What the figures are, in a few sentences.
  static let explanation =
    "Comparisons planned before anything was measured: differences between means over training seeds, on the same "
    + "utterances and draws. Intervals combine seeds with utterances; p is corrected by Holm over all planned "
    + "comparisons by the same measure. NPRR is relative to each model's own clean WER."

  private static func lines(_ found: GroupContrast) -> [String] {
    guard let difference = found.outcome.difference.estimate else { return ["–"] }
    let interval =
      difference.hasInterval
      ? ContrastText.interval(found.measure, difference)
      : difference.noInterval.map { "no interval: \($0.description)" } ?? ""
    return [ContrastText.value(found.measure, difference), interval]
      + (found.holmP.map { ["p \(FigureFormat.probability($0))"] } ?? [])
  }
}
