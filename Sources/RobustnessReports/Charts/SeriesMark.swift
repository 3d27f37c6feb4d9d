/// How a model's figures look in every chart: a colour class, a shape and a dash pattern, so that no
/// two depend on colour alone.
struct SeriesMark: Hashable, Sendable {
  /// The class of the stylesheet: "s0" is the first pass's grey.
  let styleClass: String
  private let shape: Int
  /// An SVG dash pattern; empty is a plain line.
  let dashes: String

  /// The mark of the model at `position` in the report; 0 is the first pass.
  init(position: Int) {
    styleClass = "s\(position == 0 ? 0 : (position - 1) % 7 + 1)"
    shape = position % 5
    dashes = ["2 3", "", "7 3", "1 0", "7 3 2 3", "4 2", "10 3", "5 5"][position % 8]
  }

  /// The shape centered on a point.
  func symbol(x: Double, y: Double, radius r: Double = 4.5) -> Markup {
    let styles = "symbol \(styleClass)"
    let p = SVG.number
    switch shape {
    case 1:
      return .tag("circle", ["class": styles, "cx": p(x), "cy": p(y), "r": p(r)])
    case 2:
      return .tag(
        "rect",
        [
          "class": styles, "x": p(x - r), "y": p(y - r), "width": p(2 * r), "height": p(2 * r),
        ])
    case 3:
      return path(styles, [(x, y - r * 1.25), (x + r * 1.15, y + r), (x - r * 1.15, y + r)])
    case 4:
      return path(
        styles, [(x, y - r * 1.35), (x + r * 1.35, y), (x, y + r * 1.35), (x - r * 1.35, y)])
    default:
      return path(
        styles + " open",
        [(x - r, y - r), (x + r, y + r), (x, y), (x + r, y - r), (x - r, y + r), (x, y)])
    }
  }

  private func path(_ styles: String, _ points: [(Double, Double)]) -> Markup {
    .tag("path", ["class": styles, "d": SVG.polyline(points) + "Z"])
  }

  /// The mark as a small picture for a legend or a table.
  func legendPicture() -> Markup {
    .tag("svg", ["class": "key", "viewBox": "0 0 30 16", "aria-hidden": "true"]) {
      Markup.tag(
        "line",
        [
          "class": "curve \(styleClass)", "x1": "1", "y1": "8", "x2": "29", "y2": "8",
          "stroke-dasharray": dashes,
        ])
      symbol(x: 15, y: 8)
    }
  }
}
