/// Small pieces that every chart is drawn from.
enum SVG {
  /// A coordinate with at most one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// The path data of a line through `points`.
  static func polyline(_ points: [(Double, Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(number(point.0)) \(number(point.1))"
    }.joined()
  }

  static func line(
    _ styles: String, from start: (Double, Double), to end: (Double, Double)
  ) -> Markup {
    .tag(
      "line",
      [
        "class": styles, "x1": number(start.0), "y1": number(start.1), "x2": number(end.0),
        "y2": number(end.1),
      ])
  }

  /// A text; `anchor` is "start", "middle" or "end".
  static func text(
    _ content: String, _ styles: String = "", x: Double, y: Double, anchor: String = "start"
  ) -> Markup {
    .tag("text", ["class": styles, "x": number(x), "y": number(y), "text-anchor": anchor]) {
      content
    }
  }

  /// A picture with a title and a description for those who can't see it.
  static func figure(
    id: String, title: String, description: String, width: Double, height: Double,
    @MarkupBuilder _ content: () -> Markup
  ) -> Markup {
    .tag(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc", "xmlns": "http://www.w3.org/2000/svg",
      ]
    ) {
      Markup.tag("title", ["id": "\(id)-title"]) { title }
      Markup.tag("desc", ["id": "\(id)-desc"]) { description }
      content()
    }
  }
}
