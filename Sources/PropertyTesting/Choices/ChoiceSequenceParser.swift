/// Reads the text form of a choice sequence, character by character, and says where it stopped.
struct ChoiceSequenceParser {
  private let bytes: [UInt8]
  private var position = 0
  private var bounds: (range: ClosedRange<Int>, towards: Int)?
  private var limits: (range: ClosedRange<Double>, orNaN: Bool)?
  private var alphabet: (letters: Int, count: ClosedRange<Int>)?

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func parse() throws(ChoiceSequenceError) -> ContiguousArray<Choice> {
    var choices: ContiguousArray<Choice> = []
    if peek != UInt8(ascii: ";") {
      choices += try group()
      while peek == UInt8(ascii: ",") {
        position += 1
        choices += try group()
      }
    }
    try expect(";", or: "\",\" or the closing \";\"")
    guard position == bytes.count else { throw fault("the end") }
    return choices
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func fault(_ expected: String) -> ChoiceSequenceError {
    let rest = bytes[position...].prefix(12)
    let found = rest.isEmpty ? "the end" : "\"\(String(decoding: rest, as: UTF8.self))\""
    return ChoiceSequenceError(offset: position, expected: expected, found: found)
  }

  private mutating func expect(
    _ character: Unicode.Scalar, or description: String? = nil
  ) throws(ChoiceSequenceError) {
    guard peek == UInt8(ascii: character) else {
      throw fault(description ?? "\"\(character)\"")
    }
    position += 1
  }

  /// A choice or `<choice,…>`, with `*count` behind it if it stands several times.
  private mutating func group() throws(ChoiceSequenceError) -> [Choice] {
    var choices: [Choice] = []
    if peek == UInt8(ascii: "<") {
      repeat {
        position += 1
        choices.append(try choice())
      } while peek == UInt8(ascii: ",")
      try expect(">", or: "\",\" or \">\"")
    } else {
      choices = [try choice()]
    }
    let count = try repetitions()
    return (0..<count).flatMap { _ in choices }
  }

  /// The number behind a star; 1 where there is none.
  private mutating func repetitions() throws(ChoiceSequenceError) -> Int {
    guard peek == UInt8(ascii: "*") else { return 1 }
    position += 1
    let start = position
    let count = try digits("how many there are") { Int($0) }
    guard (1...ChoiceSource.maximumCount).contains(count) else {
      position = start
      throw fault("at most \(ChoiceSource.maximumCount) repetitions")
    }
    return count
  }

  private mutating func choice() throws(ChoiceSequenceError) -> Choice {
    switch peek {
    case UInt8(ascii: "t"):
      position += 1
      return .boolean(true)
    case UInt8(ascii: "f"):
      position += 1
      return .boolean(false)
    case UInt8(ascii: "["):
      bounds = try readBounds()
      return try integerChoice()
    case UInt8(ascii: "{"):
      limits = try readLimits()
      return try floatChoice()
    case UInt8(ascii: "~"):
      return try floatChoice()
    case UInt8(ascii: "("):
      alphabet = try readAlphabet()
      return try textChoice()
    case UInt8(ascii: "'"):
      return try textChoice()
    default:
      return try integerChoice()
    }
  }

  private mutating func integerChoice() throws(ChoiceSequenceError) -> Choice {
    let start = position
    let value = try number("a choice") { Int($0) }
    guard let bounds else {
      position = start
      throw fault("bounds before the first integer")
    }
    guard bounds.range.contains(value) else {
      position = start
      throw fault("an integer in \(bounds.range.lowerBound)…\(bounds.range.upperBound)")
    }
    return .integer(value, in: bounds.range, towards: bounds.towards)
  }

  private mutating func floatChoice() throws(ChoiceSequenceError) -> Choice {
    try expect("~")
    let start = position
    let value = try float("a number")
    guard let (range, orNaN) = limits else {
      position = start
      throw fault("limits before the first number")
    }
    guard FloatOrder.allows(value, in: range, orNaN: orNaN) else {
      position = start
      throw fault("a number in \(range.lowerBound)…\(range.upperBound)")
    }
    return .float(value, in: range, orNaN: orNaN)
  }

  private mutating func textChoice() throws(ChoiceSequenceError) -> Choice {
    let start = position
    try expect("'")
    guard let alphabet else {
      position = start
      throw fault("an alphabet before the first text")
    }
    var text: [UInt32] = []
    while peek != UInt8(ascii: "'") {
      if !text.isEmpty { try expect(".", or: "\".\" or \"'\"") }
      let start = position
      let letter = try digits("the number of a letter") { UInt32($0) }
      guard letter < alphabet.letters else {
        position = start
        throw fault("a letter in 0..<\(alphabet.letters)")
      }
      let count = try repetitions()
      text += Array(repeating: letter, count: count)
    }
    guard alphabet.count.contains(text.count) else {
      position = start
      throw fault("\(alphabet.count.lowerBound)…\(alphabet.count.upperBound) letters")
    }
    try expect("'")
    return .text(text, letters: alphabet.letters, count: alphabet.count)
  }

  private mutating func readAlphabet() throws(ChoiceSequenceError) -> (Int, ClosedRange<Int>) {
    try expect("(")
    let start = position
    let letters = try digits("the number of letters") { Int($0) }
    try expect(":")
    let shortest = try digits("the shortest length") { Int($0) }
    try expect(":")
    let longest = try digits("the longest length") { Int($0) }
    guard letters <= Int(UInt32.max), shortest <= longest, letters > 0 || longest == 0 else {
      position = start
      throw fault("an alphabet with lengths in ascending order")
    }
    try expect(")")
    return (letters, shortest...longest)
  }

  private mutating func readBounds() throws(ChoiceSequenceError) -> (ClosedRange<Int>, Int) {
    try expect("[")
    let start = position
    let low = try number("the lowest integer") { Int($0) }
    try expect(":")
    let high = try number("the highest integer") { Int($0) }
    guard low <= high else {
      position = start
      throw fault("bounds in ascending order")
    }
    var towards = ChoiceSequence.defaultTarget(in: low...high)
    if peek == UInt8(ascii: ":") {
      position += 1
      let start = position
      towards = try number("the integer to shrink towards") { Int($0) }
      guard (low...high).contains(towards) else {
        position = start
        throw fault("an integer in \(low)…\(high)")
      }
    }
    try expect("]")
    return (low...high, towards)
  }

  private mutating func readLimits() throws(ChoiceSequenceError) -> (ClosedRange<Double>, Bool) {
    try expect("{")
    let start = position
    let low = try float("the lowest number")
    try expect(":")
    let high = try float("the highest number")
    guard low <= high else {
      position = start
      throw fault("limits in ascending order")
    }
    guard peek == UInt8(ascii: ":") else {
      try expect("}")
      return (low...high, false)
    }
    position += 1
    let mark = position
    guard try float("\"nan\"").isNaN else {
      position = mark
      throw fault("\"nan\"")
    }
    try expect("}")
    return (low...high, true)
  }

  /// A number, "inf" and "nan" among them; every NaN is the same one.
  private mutating func float(_ expected: String) throws(ChoiceSequenceError) -> Double {
    let value = try run(expected, of: { Self.isNumeric($0) || "infa".utf8.contains($0) }) {
      Double($0)
    }
    return value.isNaN ? .nan : value
  }

  /// The longest run of characters that numbers are written with, read by `convert`.
  private mutating func number<Number>(
    _ expected: String, _ convert: (String) -> Number?
  ) throws(ChoiceSequenceError) -> Number {
    try run(expected, of: Self.isNumeric, convert)
  }

  /// The longest run of decimal digits, read by `convert`.
  private mutating func digits<Number>(
    _ expected: String, _ convert: (String) -> Number?
  ) throws(ChoiceSequenceError) -> Number {
    try run(expected, of: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains, convert)
  }

  /// The longest run of such characters, read by `convert`.
  private mutating func run<Number>(
    _ expected: String, of isMember: (UInt8) -> Bool, _ convert: (String) -> Number?
  ) throws(ChoiceSequenceError) -> Number {
    let start = position
    while let byte = peek, isMember(byte) { position += 1 }
    guard let value = convert(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      position = start
      throw fault(expected)
    }
    return value
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"):
      true
    default: false
    }
  }
}
