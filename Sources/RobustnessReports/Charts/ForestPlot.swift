import Robustness

/// One row a model: its estimate as a mark, its interval as a whisker, both also in figures.
///
/// Lines stop where names and figures stand, so that none is crossed.
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
  /// The label below the scale, such as "better →".
  let axis: String
  /// The value at which the line of no difference stands.
  let reference: Double
  let isSigned: Bool
  let rows: [Row]

  private static let width = 360.0

  /// Names and figures share a line where all of them fit into it.
  private var sharesLines: Bool {
    rows.allSatisfy {
      ChartLabel.width($0.name, isBold: true) + ChartLabel.width($0.figures) + 12 < Self.width
    }
  }

  func markup() -> Markup {
    let textHeight = sharesLines ? 24.0 : 43.0
    let rowHeight = textHeight + 22
    let bottom = Double(rows.count) * rowHeight + 4
    let values: [Double] = [reference] + rows.flatMap { [$0.estimate.lower, $0.estimate.upper] }
    let scale = ChartScale(holding: values, from: 36, to: Self.width - 36, count: 4)
    return SVG.figure(
      id: id, title: title, description: description, width: Self.width, height: bottom + 46
    ) {
      for (index, row) in rows.enumerated() {
        let top = Double(index) * rowHeight
        let band = (top + textHeight, top + rowHeight)
        for tick in scale.ticks {
          SVG.line("grid", from: (scale(tick), band.0), to: (scale(tick), band.1))
        }
        SVG.line("zero", from: (scale(reference), band.0), to: (scale(reference), band.1))
        draw(row, top: top, middle: (band.0 + band.1) / 2, scale: scale)
      }
      for (tick, label) in zip(scale.ticks, scale.percentLabels(signed: isSigned)) {
        SVG.text(label, "tick", x: scale(tick), y: bottom + 17, anchor: "middle")
      }
      SVG.text(axis, "axis", x: Self.width / 2, y: bottom + 38, anchor: "middle")
    }
  }

  private func draw(_ row: Row, top: Double, middle: Double, scale: ChartScale) -> Markup {
    let name = ChartLabel.fitted(row.name, to: Self.width - 8, isBold: true)
    return .tag("g") {
      SVG.text(name, "label", x: 4, y: top + 18)
      if sharesLines {
        SVG.text(row.figures, "figure", x: Self.width - 4, y: top + 18, anchor: "end")
      } else {
        SVG.text(row.figures, "figure", x: 4, y: top + 37)
      }
      SVG.line(
        "whisker thick \(row.mark.styleClass)", from: (scale(row.estimate.lower), middle),
        to: (scale(row.estimate.upper), middle))
      row.mark.symbol(x: scale(row.estimate.value), y: middle, radius: 5.5)
    }
  }
}
