/// Colours a text for a terminal.
enum Paint: String {
  case bold = "1"
  case faint = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"

  /// `text` in this colour if `isColored`, else as it is.
  func callAsFunction(_ text: String, isColored: Bool = Terminal.isColored) -> String {
    isColored ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
