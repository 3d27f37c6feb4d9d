import Robustness

/// Changes over strengths: one curve a model, each point with its interval as a whisker.
struct LineChart: Hashable, Sendable {
  /// A model's curve.
  struct Series: Hashable, Sendable {
    let name: String
    let mark: SeriesMark
    /// One for each tick of the strength axis; nil where there is no relative figure.
    let points: [Estimate?]
  }

  let id: String
  let title: String
  let description: String
  let ticks: [String]
  let axis: String
  let series: [Series]

  private static let width = 360.0
  private static let height = 272.0

  /// The chart as a picture of its own.
  func markup() -> Markup {
    SVG.figure(
      id: id, title: title, description: description, width: Self.width, height: Self.height
    ) {
      drawing()
    }
  }

  /// What is drawn, 360 wide and 272 high.
  func drawing() -> Markup {
    let estimates: [Estimate] = series.flatMap { $0.points.compactMap(\.self) }
    let values: [Double] = [0] + estimates.flatMap { [$0.value, $0.lower, $0.upper] }
    let vertical = ChartScale(holding: values, from: Self.height - 48, to: 14)
    let labels = vertical.percentLabels(signed: true)
    return .group([
      .group(
        zip(vertical.ticks, labels).map { tick, label in
          .group([
            SVG.line(
              abs(tick) < 1e-9 ? "zero" : "grid", from: (52, vertical(tick)),
              to: (Self.width - 6, vertical(tick))),
            SVG.text(label, "tick", x: 47, y: vertical(tick) + 4.5, anchor: "end"),
          ])
        }),
      .group(
        ticks.enumerated().map { index, tick in
          SVG.text(tick, "tick", x: horizontal(index), y: Self.height - 28, anchor: "middle")
        }),
      SVG.text(axis, "axis", x: (Self.width + 52) / 2, y: Self.height - 8, anchor: "middle"),
      .group(
        series.enumerated().map { order, one in
          curve(one, shift: shift(order), vertical: vertical)
        }),
    ])
  }

  private func curve(_ series: Series, shift: Double, vertical: ChartScale) -> Markup {
    let points = series.points.enumerated().compactMap { index, estimate in
      estimate.map { (x: horizontal(index) + shift, estimate: $0) }
    }
    return .tag("g") {
      for point in points where point.estimate.lower < point.estimate.upper {
        SVG.line(
          "whisker \(series.mark.styleClass)", from: (point.x, vertical(point.estimate.lower)),
          to: (point.x, vertical(point.estimate.upper)))
      }
      Markup.tag(
        "path",
        [
          "class": "curve \(series.mark.styleClass)",
          "stroke-dasharray": series.mark.dashes,
          "d": SVG.polyline(points.map { ($0.x, vertical($0.estimate.value)) }),
        ])
      for point in points {
        series.mark.symbol(x: point.x, y: vertical(point.estimate.value))
      }
    }
  }

  private func horizontal(_ index: Int) -> Double {
    let step = (Self.width - 6 - 52) / Double(max(ticks.count, 1))
    return 52 + step * (Double(index) + 0.5)
  }

  /// Whiskers of different models stand beside each other, not on each other.
  private func shift(_ order: Int) -> Double {
    (Double(order) - Double(series.count - 1) / 2) * 9
  }
}
