import Robustness
import RobustnessRuns

extension MarkdownReport {
  /// Word pairs that are shown here; the page, JSON and CSV have more of them.
  private static let pairs = 5

  /// A table of the parts of the corpus in which perturbation adds errors, under one condition.
  func breakdowns(_ corpus: CorpusRecord) -> [String] {
    guard let perturbation = record.perturbations.first,
      let condition = corpus.mainCondition(of: perturbation)
    else { return [] }
    let breakdowns = corpus.breakdowns(under: condition)
    let models = corpus.rescorers(in: record).map(\.model)
    var rows = [["Part", "lists"] + models]
    var notes: [String] = []
    for breakdown in breakdowns {
      let text = BreakdownText(breakdown)
      if let reason = breakdown.reason {
        notes += ["By \(text.criterion): \(Wording.sentence(reason))", ""]
      }
      let isPairs = breakdown.by == .wordPair
      let parts = breakdown.parts.prefix(isPairs ? Self.pairs : .max)
      for part in parts {
        rows.append(
          row(isPairs ? part.name : "\(text.criterion): \(part.name)", part.models, models))
      }
      if let averages = breakdown.averages, !parts.isEmpty {
        rows.append(row("all word pairs, micro average", averages.micro, models))
        rows.append(
          ["all word pairs, macro average", "–"]
            + models.map { name in
              averages.macro.first { $0.model == name }
                .map { BreakdownText.points($0.addedErrors) } ?? "–"
            })
      }
    }
    guard rows.count > 1 else { return notes }
    return [
      "### Where errors are added: \(Wording.condition(condition))", "",
      "WER minus the clean WER of the same utterances, in points, as heard. The word pairs that add the most "
        + "errors come first, without intervals. Any other part has an interval unless some resample contains "
        + "none of its utterances.", "",
    ] + MarkdownReport.table(rows.map { $0.map(Self.escapedCell) }) + [""] + notes
  }

  /// A cell without the bars, which ``table(_:)`` escapes.
  private static func escapedCell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "|")
  }

  private func row(
    _ name: String, _ figures: [BreakdownRecord.Figures], _ models: [String]
  ) -> [String] {
    let lists = figures.map(\.lists).max() ?? 0
    return [name, FigureFormat.count(lists)]
      + models.map { model in
        figures.first { $0.model == model }.map(BreakdownText.added) ?? "–"
      }
  }
}
