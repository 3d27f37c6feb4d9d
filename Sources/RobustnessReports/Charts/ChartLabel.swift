/// How much room a chart's texts take, and what is left of them where there is little.
///
/// No font can be measured here, so widths are those of a wide sans-serif (DejaVu Sans at 14 units):
/// most others are narrower.
enum ChartLabel {
  /// The width of `text`, in units of the drawing.
  static func width(_ text: String, isBold: Bool = false) -> Double {
    text.reduce(0) { $0 + width($1) } * (isBold ? 1.15 : 1)
  }

  private static func width(_ character: Character) -> Double {
    switch character {
    case "%", "M", "W", "m", "w": 13.4
    case "+", "−": 11.8
    case "0"..."9": 9
    case " ", ".", ",", ":", "i", "j", "l": 4.6
    case "A"..."Z": 10
    default: 8.5
    }
  }

  /// `text`, or its beginning and its end with an ellipsis between where it is wider than `room`.
  static func fitted(_ text: String, to room: Double, isBold: Bool = false) -> String {
    guard width(text, isBold: isBold) > room else { return text }
    var count = text.count - 1
    while count > 3 {
      let head = (count - 1) / 2
      let shorter = text.prefix(head) + "…" + text.suffix(count - 1 - head)
      if width(String(shorter), isBold: isBold) <= room { return String(shorter) }
      count -= 1
    }
    return text.prefix(1) + "…"
  }
}
