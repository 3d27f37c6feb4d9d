/// JSON as formats write it: what they read back is the same.
enum JSONText {
  static func quoted(_ text: String) -> String {
    // Most texts have nothing to escape.
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"\(text)\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  static func value(_ value: FieldValue) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number, .flag: value.description
    }
  }

  /// The fields as members, each with a comma in front, without those of the format's own keys.
  static func members(_ utterance: Utterance, except keys: [String]) -> String {
    utterance.orderedFields.filter { !keys.contains($0.name) }
      .map { ",\(quoted($0.name)):\(value($0.value))" }.joined()
  }

  /// A score as its format counts it, from a cost.
  static func score(_ cost: Double, _ direction: ScoreDirection) -> String {
    // Adding zero turns −0 into 0.
    direction == .logProbability ? (0 - cost).shortestDecimal : cost.shortestDecimal
  }
}
