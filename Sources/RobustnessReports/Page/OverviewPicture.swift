import Perturbations
import Rescoring
import Robustness
import RobustnessRuns

/// Skill over strengths in all scopes, as heard, in one picture for a README, with its own legend; NPRR for a
/// record of before skill was measured.
struct OverviewPicture {
  let record: RunRecord

  private static let panelWidth = 360.0
  private static let panelTop = 64.0

  func document() -> String? {
    guard let corpus = record.mainCorpus,
      let perturbation = record.overview?.perturbation ?? record.perturbations.first
    else { return nil }
    let page = ReportPage(record: record)
    let measure = corpus.cleanBaselines == nil ? "NPRR" : "Skill"
    let charts = corpus.conditions(of: perturbation).scopes.map { scope in
      let id = "overview-\(scope.rawValue)"
      return corpus.cleanBaselines == nil
        ? page.degradationChart(perturbation, scope, .asHeard, corpus: corpus, id: id)
        : page.skillChart(perturbation, scope, corpus: corpus, id: id)
    }
    let width = Self.panelWidth * Double(charts.count) + 24 * Double(max(charts.count - 1, 0))
    let names = corpus.models.map(\.model)
    let height = Self.panelTop + (charts.map(\.height).max() ?? 0)
    let picture = Markup.tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "viewBox": "0 0 \(SVG.number(width)) \(SVG.number(height))",
        "width": SVG.number(width), "height": SVG.number(height),
      ]
    ) {
      Markup.tag("title") { "\(measure) of \(Wording.list(names)) on \(corpus.name)" }
      Markup.tag("desc") { charts.map(\.description).joined(separator: " ") }
      Markup.tag("style") { Stylesheet.picture }
      legend(names, width: width)
      for (index, chart) in charts.enumerated() {
        let x = Double(index) * (Self.panelWidth + 24)
        SVG.text("\(measure), " + chart.title, "label", x: x + 4, y: Self.panelTop - 12)
        Markup.tag("g", ["transform": "translate(\(SVG.number(x)) \(SVG.number(Self.panelTop)))"]) {
          chart.drawing()
        }
      }
    }
    return picture.rendered()
  }

  private func legend(_ names: [String], width: Double) -> Markup {
    let step = width / Double(max(names.count, 1))
    return .group(
      names.enumerated().map { index, name in
        let x = Double(index) * step + 6
        let mark = SeriesMark(position: record.position(of: name))
        return .tag("g") {
          Markup.tag(
            "line",
            [
              "class": "curve \(mark.styleClass)", "x1": SVG.number(x), "y1": "16",
              "x2": SVG.number(x + 28), "y2": "16", "stroke-dasharray": mark.dashes,
            ])
          mark.symbol(x: x + 14, y: 16)
          SVG.text(ChartLabel.fitted(name, to: step - 44), x: x + 35, y: 21)
        }
      })
  }
}
