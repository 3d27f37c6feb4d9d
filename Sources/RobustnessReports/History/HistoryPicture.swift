import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// The first corpus's measures over reports, a panel each, with one legend for models and one for reports.
///
/// Under a perturbation each kind and scope is drawn at the middle one of its strengths.
struct HistoryPicture {
  let history: ReportHistory

  private static let width = 400.0
  private static let height = 260.0
  private static let gap = 24.0
  private static let row = 22.0
  private static let columns = 2

  func document() -> String {
    let panels = panels
    let rows = (panels.count + Self.columns - 1) / Self.columns
    let width = Self.width * Double(Self.columns) + Self.gap
    let legend = Self.row * Double(history.models.count + history.entries.count) + 16
    let height = legend + Double(rows) * (Self.height + Self.gap)
    return Markup.tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "viewBox": "0 0 \(SVG.number(width)) \(SVG.number(height))", "width": SVG.number(width),
        "height": SVG.number(height),
      ]
    ) {
      Markup.tag("title") { "Measures of \(Wording.list(history.models)) over reports" }
      Markup.tag("desc") {
        panels.map(\.title).joined(separator: "; ") + ", over "
          + Wording.list(history.entries.map(\.name))
      }
      Markup.tag("style") { Stylesheet.picture }
      key
      for (number, series) in panels.enumerated() {
        let x = Double(number % Self.columns) * (Self.width + Self.gap)
        let y = legend + Double(number / Self.columns) * (Self.height + Self.gap)
        Markup.tag("g", ["transform": "translate(\(SVG.number(x)) \(SVG.number(y)))"]) {
          panel(series)
        }
      }
    }.rendered()
  }

  /// What is drawn: all that the first corpus has, perturbations at their middle strength.
  private var panels: [ReportHistory.Series] {
    let all = history.series.filter { $0.corpus == history.corpora.first }
    let conditions = all.filter { $0.measure == .wer }.compactMap(\.condition)
    return all.filter { series in
      guard let condition = series.condition else { return true }
      let alike = conditions.filter {
        $0.perturbation == condition.perturbation && $0.scope == condition.scope
      }
      return condition == alike[(alike.count - 1) / 2]
    }
  }

  private var key: Markup {
    .group(
      history.models.enumerated().map { place, name in
        let y = Self.row * Double(place) + 16
        let mark = SeriesMark(position: place)
        return .tag("g") {
          Markup.tag(
            "line",
            [
              "class": "curve \(mark.styleClass)", "x1": "6", "y1": SVG.number(y), "x2": "34",
              "y2": SVG.number(y), "stroke-dasharray": mark.dashes,
            ])
          mark.symbol(x: 20, y: y)
          SVG.text(name, x: 42, y: y + 5)
        }
      }
        + history.entries.enumerated().map { place, entry in
          SVG.text(
            "\(place + 1)  \(entry.name)", x: 20,
            y: Self.row * Double(history.models.count + place) + 21)
        })
  }

  private func panel(_ series: ReportHistory.Series) -> Markup {
    let curves = history.models.map { model in
      history.entries.map { history.figure(series, of: model, in: $0)?.estimate }
    }
    let values = curves.flatMap { $0.compactMap(\.self) }.flatMap {
      [$0.lower, $0.upper, $0.value]
    }
    let vertical = ChartScale(holding: values, from: Self.height - 44, to: 34)
    return .group([
      SVG.text(series.title, "label", x: 4, y: 16),
      .group(
        zip(vertical.ticks, labels(vertical, series)).map { tick, label in
          .group([
            SVG.line("grid", from: (60, vertical(tick)), to: (Self.width - 6, vertical(tick))),
            SVG.text(label, "tick", x: 54, y: vertical(tick) + 4.5, anchor: "end"),
          ])
        }),
      .group(
        history.entries.indices.map { place in
          SVG.text(
            "\(place + 1)", "tick", x: horizontal(place), y: Self.height - 24, anchor: "middle")
        }),
      SVG.text(
        "report", "axis", x: (Self.width + 60) / 2, y: Self.height - 6, anchor: "middle"),
      .group(
        curves.enumerated().map { place, points in
          curve(points, SeriesMark(position: place), shift: shift(place), vertical)
        }),
    ])
  }

  private func labels(_ scale: ChartScale, _ series: ReportHistory.Series) -> [String] {
    series.measure.isShare ? scale.percentLabels(signed: false) : scale.numberLabels()
  }

  private func curve(
    _ points: [Estimate?], _ mark: SeriesMark, shift: Double, _ vertical: ChartScale
  ) -> Markup {
    let known = points.enumerated().compactMap { place, estimate in
      estimate.map { (x: horizontal(place) + shift, estimate: $0) }
    }
    return .tag("g") {
      for point in known where point.estimate.hasInterval {
        SVG.line(
          "whisker \(mark.styleClass)", from: (point.x, vertical(point.estimate.lower)),
          to: (point.x, vertical(point.estimate.upper)))
      }
      Markup.tag(
        "path",
        [
          "class": "curve \(mark.styleClass)", "stroke-dasharray": mark.dashes,
          "d": SVG.polyline(known.map { ($0.x, vertical($0.estimate.value)) }),
        ])
      for point in known { mark.symbol(x: point.x, y: vertical(point.estimate.value)) }
    }
  }

  private func horizontal(_ place: Int) -> Double {
    let step = (Self.width - 6 - 60) / Double(max(history.entries.count, 1))
    return 60 + step * (Double(place) + 0.5)
  }

  /// Whiskers of different models stand beside each other.
  private func shift(_ place: Int) -> Double {
    (Double(place) - Double(history.models.count - 1) / 2) * 7
  }
}
