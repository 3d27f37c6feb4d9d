/// An error in the text of a choice sequence, with its place.
public struct ChoiceSequenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of characters before the fault.
  public let offset: Int
  public let expected: String
  public let found: String

  public var description: String {
    "choice sequence, character \(offset + 1): expected \(expected), found \(found)"
  }
}

/// The text form: what `.replay("…")` lines and fixtures carry.
///
/// Grammar, without blanks: `sequence = [choice *("," choice)] ";"`, where
/// ``compactDescription`` adds repetitions,
/// `choice = "t" | "f" | [bounds] integer | [limits] "~" number | [alphabet] "'" text "'"`,
/// `bounds = "[" lowest ":" highest [":" towards] "]"`,
/// `limits = "{" lowest ":" highest [":nan"] "}"`, `number` and its limits with "inf" and "nan",
/// `alphabet = "(" letters ":" shortest ":" longest ")"`, `text = [number *("." number)]`, the
/// numbers of a text's letters.
/// Bounds, limits and alphabet hold until the next ones; `towards` is left out where it is zero or,
/// zero being out of bounds, the bound nearest to it. The semicolon tells a whole text from a cut
/// one.
extension ChoiceSequence: LosslessStringConvertible {
  public var description: String {
    var text = ""
    var bounds: (ClosedRange<Int>, Int)?
    var limits: (ClosedRange<Double>, Bool)?
    var alphabet: (Int, ClosedRange<Int>)?
    for (index, choice) in choices.enumerated() {
      if index > 0 { text += "," }
      switch choice {
      case .boolean(let value):
        text += value ? "t" : "f"
      case .integer(let value, let range, let towards):
        if bounds?.0 != range || bounds?.1 != towards {
          text += "[\(range.lowerBound):\(range.upperBound)"
          if towards != Self.defaultTarget(in: range) { text += ":\(towards)" }
          text += "]"
          bounds = (range, towards)
        }
        text += "\(value)"
      case .float(let value, let range, let orNaN):
        if limits?.0 != range || limits?.1 != orNaN {
          text += "{\(range.lowerBound):\(range.upperBound)" + (orNaN ? ":nan}" : "}")
          limits = (range, orNaN)
        }
        text += "~\(value)"
      case .text(let value, let letters, let count):
        if alphabet?.0 != letters || alphabet?.1 != count {
          text += "(\(letters):\(count.lowerBound):\(count.upperBound))"
          alphabet = (letters, count)
        }
        text += "'" + value.map { "\($0)" }.joined(separator: ".") + "'"
      }
    }
    return text + ";"
  }

  /// `nil` for malformed text; ``init(text:)`` says what is wrong with it.
  public init?(_ description: String) {
    guard let sequence = try? ChoiceSequence(text: description) else { return nil }
    self = sequence
  }

  /// Reads the text form.
  public init(text: String) throws(ChoiceSequenceError) {
    var parser = ChoiceSequenceParser(text)
    self.init(storage: try parser.parse())
  }

  /// Zero, or the bound nearest to it: what an integer shrinks towards unless told otherwise.
  static func defaultTarget(in range: ClosedRange<Int>) -> Int {
    min(max(0, range.lowerBound), range.upperBound)
  }
}

extension ChoiceSequence: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    try self.init(text: container.decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
