import Robustness
import RobustnessRuns

extension ReportPage {
  /// The parts of the main corpus in which errors are added, collapsed at first.
  func breakdownsSection() -> Markup {
    guard let corpus = record.mainCorpus, !corpus.brokenDown.isEmpty else { return .group([]) }
    return .tag("section", ["id": "breakdowns"]) {
      Markup.tag("h2") { "Where errors are added" }
      Markup.tag("p") {
        "The lists of each condition, divided into parts, as heard. Each cell shows the percentage points that "
        "the perturbation adds to the clean WER of the same utterances, and the resulting WER. A part has "
        "no interval if some resample contains none of its utterances."
      }
      for condition in corpus.brokenDown {
        Markup.tag("details") {
          Markup.tag("summary") { Wording.capitalized(Wording.condition(condition)) }
          for breakdown in corpus.breakdowns(under: condition) {
            breakdownTable(breakdown, corpus: corpus)
          }
        }
      }
    }
  }

  private func breakdownTable(_ breakdown: BreakdownRecord, corpus: CorpusRecord) -> Markup {
    let text = BreakdownText(breakdown)
    let title = "By \(text.criterion)"
    let models = modelNames(in: corpus)
    let note = text.note.map { note in Markup.tag("p", ["class": "soft"]) { note } } ?? .group([])
    guard !breakdown.parts.isEmpty else {
      return .group([.tag("p") { Markup.tag("strong") { "\(title): " } }, note])
    }
    return .group([
      table("\(title), \(Wording.condition(breakdown.condition))", caption: title) {
        columnHead("Part", isNumber: false)
        columnHead("Lists")
        for name in models { modelColumn(name) }
      } body: {
        for part in breakdown.parts { breakdownRow(part.name, part.models, models) }
        if let averages = breakdown.averages {
          breakdownRow("micro average", averages.micro, models)
          Markup.tag("tr", ["class": "reference"]) {
            Markup.tag("th", ["scope": "row"]) { "macro average" }
            numberCell("–")
            for name in models {
              if let mean = averages.macro.first(where: { $0.model == name }) {
                breakdownCell(BreakdownText.points(mean.addedErrors), mean.wer)
              } else {
                numberCell("–")
              }
            }
          }
        }
      },
      note,
    ])
  }

  private func breakdownRow(
    _ name: String, _ figures: [BreakdownRecord.Figures], _ models: [String]
  ) -> Markup {
    .tag("tr") {
      Markup.tag("th", ["scope": "row"]) { name }
      numberCell(FigureFormat.count(figures.map(\.lists).max() ?? 0))
      for model in models {
        if let own = figures.first(where: { $0.model == model }) {
          breakdownCell(BreakdownText.added(own), own.werValue)
        } else {
          numberCell("–")
        }
      }
    }
  }

  private func breakdownCell(_ added: String, _ wer: Double?) -> Markup {
    .tag("td", ["class": "number"]) {
      added
      if let wer { range("WER \(FigureFormat.percent(wer))") }
    }
  }
}
