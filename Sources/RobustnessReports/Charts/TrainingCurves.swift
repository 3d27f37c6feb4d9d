/// Training runs as one picture: the loss and, where it was measured, the WER on the development
/// corpus, over optimizer steps.
public struct TrainingCurves: Hashable, Sendable {
  /// The log of one run.
  public struct Run: Hashable, Sendable {
    public let name: String
    public let losses: [Point]
    /// WER on the development corpus, as a share.
    public let errorRates: [Point]

    public init(name: String, losses: [Point], errorRates: [Point]) {
      self.name = name
      self.losses = losses
      self.errorRates = errorRates
    }
  }

  /// A value after a step.
  public struct Point: Hashable, Sendable {
    public let step: Int
    public let value: Double

    public init(step: Int, value: Double) {
      self.step = step
      self.value = value
    }
  }

  public let runs: [Run]

  private static let panelWidth = 380.0
  private static let panelHeight = 264.0
  private static let gap = 24.0
  private static let rowHeight = 22.0

  public init(_ runs: [Run]) { self.runs = runs }

  /// The picture, a whole SVG file.
  public func document() -> String {
    let panels = [("Loss", \Run.losses, false), ("WER on dev", \Run.errorRates, true)]
      .filter { panel in runs.contains { !$0[keyPath: panel.1].isEmpty } }
    let count = Double(max(panels.count, 1))
    let width = Self.panelWidth * count + Self.gap * (count - 1)
    let top = Self.rowHeight * Double(runs.count) + 40
    let height = top + Self.panelHeight
    return Markup.tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "viewBox": "0 0 \(SVG.number(width)) \(SVG.number(height))",
        "width": SVG.number(width), "height": SVG.number(height),
      ]
    ) {
      Markup.tag("title") { "Training of \(Wording.list(runs.map(\.name)))" }
      Markup.tag("desc") { runs.map(description).joined(separator: " ") }
      Markup.tag("style") { Stylesheet.picture }
      Markup.group(runs.enumerated().map { index, run in legend(run, at: index) })
      Markup.group(
        panels.enumerated().map { index, panel in
          let x = Double(index) * (Self.panelWidth + Self.gap)
          return .tag("g", ["transform": "translate(\(SVG.number(x)) \(SVG.number(top)))"]) {
            SVG.text(panel.0, "label", x: 4, y: -10)
            self.panel(runs.map { $0[keyPath: panel.1] }, isShare: panel.2)
          }
        })
    }.rendered()
  }

  private func description(_ run: Run) -> String {
    var text = "\(run.name): \(run.losses.last?.step ?? 0) steps"
    if let last = run.losses.last {
      text += ", loss \(FigureFormat.decimal(last.value, digits: 4)) at the end"
    }
    if let best = run.errorRates.min(by: { $0.value < $1.value }) {
      text +=
        ", best WER on dev \(FigureFormat.percent(best.value, digits: 2)) at step \(best.step)"
    }
    return text + "."
  }

  private func legend(_ run: Run, at index: Int) -> Markup {
    let mark = SeriesMark(position: index + 1)
    let y = Self.rowHeight * Double(index) + 14
    return .tag("g") {
      Markup.tag(
        "line",
        [
          "class": "curve \(mark.styleClass)", "x1": "6", "y1": SVG.number(y), "x2": "34",
          "y2": SVG.number(y), "stroke-dasharray": mark.dashes,
        ])
      SVG.text(run.name, x: 41, y: y + 5)
    }
  }

  private func panel(_ series: [[Point]], isShare: Bool) -> Markup {
    let points = series.flatMap { $0 }
    let vertical = ChartScale(
      holding: points.map(\.value), from: Self.panelHeight - 48, to: 14)
    let horizontal = ChartScale(
      holding: [0] + points.map { Double($0.step) }, from: 58, to: Self.panelWidth - 12, count: 5)
    let step = vertical.ticks.count > 1 ? vertical.ticks[1] - vertical.ticks[0] : 1
    let digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 4
    let labels =
      isShare
      ? vertical.percentLabels(signed: false)
      : vertical.ticks.map { FigureFormat.decimal($0, digits: digits) }
    return .group([
      Markup.group(
        zip(vertical.ticks, labels).map { tick, label in
          .group([
            SVG.line(
              "grid", from: (58, vertical(tick)), to: (Self.panelWidth - 12, vertical(tick))),
            SVG.text(label, "tick", x: 53, y: vertical(tick) + 4.5, anchor: "end"),
          ])
        }),
      Markup.group(
        horizontal.ticks.map { tick in
          SVG.text(
            FigureFormat.count(Int(tick.rounded())), "tick", x: horizontal(tick),
            y: Self.panelHeight - 28, anchor: "middle")
        }),
      SVG.text(
        "optimizer steps", "axis", x: (Self.panelWidth + 58) / 2, y: Self.panelHeight - 8,
        anchor: "middle"),
      Markup.group(
        series.enumerated().map { index, points in
          let mark = SeriesMark(position: index + 1)
          return .tag(
            "path",
            [
              "class": "curve \(mark.styleClass)", "stroke-dasharray": mark.dashes,
              "d": SVG.polyline(points.map { (horizontal(Double($0.step)), vertical($0.value)) }),
            ])
        }),
    ])
  }
}
