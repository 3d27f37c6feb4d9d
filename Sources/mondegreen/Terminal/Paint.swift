/// Colors a text for a terminal.
enum Paint: String {
  case bold = "1"
  case faint = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"

  /// What stands for the control character while a text is put together: a number that Unicode keeps free of
  /// characters, so that no text has it.
  private static let mark = Unicode.Scalar(0xFDD0 as UInt32)!

  /// `text` in this color if `isColored`, else as it is; ``applied(to:)`` makes it so.
  func callAsFunction(_ text: String, isColored: Bool = Terminal.isColored) -> String {
    isColored ? "\(Self.mark)[\(rawValue)m\(text)\(Self.mark)[0m" : text
  }

  /// `text`, whose own control characters have been taken care of, with its colors as a terminal wants them.
  static func applied(to text: String) -> String {
    guard text.unicodeScalars.contains(mark) else { return text }
    var painted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { painted.append(scalar == mark ? "\u{1B}" : scalar) }
    return String(painted)
  }
}
