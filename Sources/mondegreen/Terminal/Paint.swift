/// Colours a text for a terminal.
enum Paint: String {
  case bold = "1"
  case faint = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"

  /// `text` in this colour if `isColoured`, else as it is.
  func callAsFunction(_ text: String, isColoured: Bool = Terminal.isColoured) -> String {
    isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
