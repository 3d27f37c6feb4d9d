import Robustness

/// A measure over strengths: one curve a model, each point with its interval as a whisker.
///
/// The scale is that of the models that are compared. A series that would stretch it to more than one
/// and a half times their span, as the first pass does where its own top is damaged, is not drawn but
/// named below the plot, so that the others can be told apart.
struct LineChart: Hashable, Sendable {
  /// A model's curve.
  struct Series: Hashable, Sendable {
    let name: String
    let mark: SeriesMark
    /// One for each tick of the strength axis; nil where there is no figure.
    let points: [Estimate?]
    /// Whether the curve is drawn only where it leaves the others legible.
    var isReference = false

    fileprivate var values: [Double] {
      points.compactMap(\.self).flatMap { [$0.value, $0.lower, $0.upper] }
    }
  }

  /// The unit of the vertical axis.
  enum Unit: Hashable, Sendable {
    /// A change in per cent, with its sign; 0 is always in view.
    case change
    /// A plain number such as a skill.
    case number

    func labels(_ scale: ChartScale) -> [String] {
      switch self {
      case .change: scale.percentLabels(signed: true)
      case .number: scale.numberLabels()
      }
    }

    func text(_ value: Double) -> String {
      switch self {
      case .change: FigureFormat.signedPercent(value)
      case .number: FigureFormat.decimal(value, digits: 2)
      }
    }
  }

  let id: String
  let title: String
  let description: String
  let ticks: [String]
  let axis: String
  var unit = Unit.change
  let series: [Series]

  static let width = 360.0
  private static let plotHeight = 272.0
  private static let noteHeight = 38.0

  /// The chart as a picture of its own.
  func markup() -> Markup {
    SVG.figure(
      id: id, title: title, description: description, width: Self.width, height: height
    ) {
      drawing()
    }
  }

  var height: Double { Self.plotHeight + Double(brokenOut.count) * Self.noteHeight }

  /// The series that would set the scale for all others.
  private var brokenOut: [Series] {
    let others = series.filter { !$0.isReference }.flatMap(\.values)
    guard let low = others.min(), let high = others.max(), high > low else { return [] }
    let all = unit == .change ? [min(low, 0), max(high, 0)] : [low, high]
    return series.filter { one in
      guard one.isReference, let least = one.values.min(), let most = one.values.max() else {
        return false
      }
      return max(most, all[1]) - min(least, all[0]) > 1.5 * (all[1] - all[0])
    }
  }

  /// What is drawn, 360 wide and as high as ``height``.
  func drawing() -> Markup {
    let brokenOut = brokenOut
    let drawn = series.filter { !brokenOut.contains($0) }
    let values = (unit == .change ? [0] : []) + drawn.flatMap(\.values)
    let vertical = ChartScale(holding: values, from: Self.plotHeight - 48, to: 14)
    let labels = unit.labels(vertical)
    let frame = Frame(
      left: 10 + (labels.map { ChartLabel.width($0) }.max() ?? 0), count: ticks.count)
    return .group([
      .group(
        zip(vertical.ticks, labels).map { tick, label in
          .group([
            SVG.line(
              abs(tick) < 1e-9 ? "zero" : "grid", from: (frame.left, vertical(tick)),
              to: (Self.width - 6, vertical(tick))),
            SVG.text(label, "tick", x: frame.left - 5, y: vertical(tick) + 4.5, anchor: "end"),
          ])
        }),
      .group(
        ticks.enumerated().map { index, tick in
          SVG.text(
            tick, "tick", x: frame.horizontal(index), y: Self.plotHeight - 28, anchor: "middle")
        }),
      SVG.text(
        ChartLabel.fitted(axis, to: Self.width), "axis", x: Self.width / 2,
        y: Self.plotHeight - 8, anchor: "middle"),
      .group(
        drawn.enumerated().map { order, one in
          curve(one, shift: shift(order, of: drawn.count), frame: frame, vertical: vertical)
        }),
      .group(
        brokenOut.enumerated().map { order, one in
          let figures = one.points.map { $0.map { unit.text($0.value) } ?? "–" }
          let top = Self.plotHeight + Double(order) * Self.noteHeight
          return .group([
            SVG.text(
              ChartLabel.fitted(one.name, to: 170) + ": beyond this scale,", "tick",
              x: Self.width / 2, y: top + 12, anchor: "middle"),
            SVG.text(
              ChartLabel.fitted(figures.joined(separator: ", "), to: Self.width), "tick",
              x: Self.width / 2, y: top + 30, anchor: "middle"),
          ])
        }),
    ])
  }

  /// The positions of the strengths.
  private struct Frame {
    let left: Double
    let count: Int

    var step: Double { (LineChart.width - 6 - left) / Double(max(count, 1)) }

    func horizontal(_ index: Int) -> Double { left + step * (Double(index) + 0.5) }
  }

  private func curve(
    _ series: Series, shift: Double, frame: Frame, vertical: ChartScale
  ) -> Markup {
    let points = series.points.enumerated().compactMap { index, estimate in
      estimate.map { (x: frame.horizontal(index) + shift, estimate: $0) }
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

  /// Whiskers of different models stand beside each other, not on each other.
  private func shift(_ order: Int, of count: Int) -> Double {
    (Double(order) - Double(count - 1) / 2) * min(9, 50 / Double(max(count, 1)))
  }
}
