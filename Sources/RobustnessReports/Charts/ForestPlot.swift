import Robustness

/// One row a model: its estimate as a mark, its interval as a whisker, both also in figures.
struct ForestPlot: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    let name: String
    let mark: SeriesMark
    let estimate: Estimate
    /// The estimate and its interval, written out.
    let figures: String
  }

  let id: String
  let title: String
  let description: String
  /// Below the scale: "better →".
  let axis: String
  /// Where the line of no difference stands.
  let reference: Double
  let isSigned: Bool
  let rows: [Row]

  private static let width = 360.0
  private static let rowHeight = 46.0

  func markup() -> Markup {
    let height = Double(rows.count) * Self.rowHeight + 52
    let bottom = Double(rows.count) * Self.rowHeight + 6
    let values: [Double] = [reference] + rows.flatMap { [$0.estimate.lower, $0.estimate.upper] }
    let scale = ChartScale(holding: values, from: 24, to: Self.width - 26, count: 4)
    return SVG.figure(
      id: id, title: title, description: description, width: Self.width, height: height
    ) {
      for (tick, label) in zip(scale.ticks, scale.percentLabels(signed: isSigned)) {
        SVG.line("grid", from: (scale(tick), 4), to: (scale(tick), bottom))
        SVG.text(label, "tick", x: scale(tick), y: bottom + 17, anchor: "middle")
      }
      SVG.line("zero", from: (scale(reference), 4), to: (scale(reference), bottom))
      SVG.text(axis, "axis", x: Self.width / 2, y: bottom + 38, anchor: "middle")
      for (index, row) in rows.enumerated() {
        draw(row, top: Double(index) * Self.rowHeight, scale: scale)
      }
    }
  }

  private func draw(_ row: Row, top: Double, scale: ChartScale) -> Markup {
    let y = top + 34
    return .tag("g") {
      SVG.text(row.name, "label", x: 4, y: top + 19)
      SVG.text(row.figures, "figure", x: Self.width - 4, y: top + 19, anchor: "end")
      SVG.line(
        "whisker thick \(row.mark.styleClass)", from: (scale(row.estimate.lower), y),
        to: (scale(row.estimate.upper), y))
      row.mark.symbol(x: scale(row.estimate.value), y: y, radius: 5.5)
    }
  }
}
