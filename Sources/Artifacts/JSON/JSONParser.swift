/// Parses one JSON document strictly (RFC 8259), and says where and why when it is none.
///
/// Foundation's decoder reports neither the place of an error nor NaN as such, and takes several
/// times as long.
package struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  /// The keys and indices that lead to the value being parsed.
  private var path: [PathStep] = []

  private enum PathStep {
    case key(String)
    case index(Int)
  }

  /// Deeper nesting than any corpus has would only overflow the stack.
  private static let depthLimit = 64

  /// The document in `bytes`, which are UTF-8.
  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFailure) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.unexpected("the end of the line")
    }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private mutating func value() throws(JSONFailure) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw .truncated(expected: "a JSON value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func object() throws(JSONFailure) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var members: [(key: String, value: JSONValue)] = []
    if try closes(UInt8(ascii: "}"), expected: "a key or \"}\"") { return .object(members) }
    while true {
      skipSpace()
      guard position < bytes.count else { throw .truncated(expected: "a key") }
      guard bytes[position] == UInt8(ascii: "\"") else { throw unexpected("a key") }
      let key = try string()
      path.append(.key(key))
      if members.contains(where: { $0.key == key }) { throw .duplicateKey(pathText) }
      try take(UInt8(ascii: ":"), expected: "\":\"")
      members.append((key, try value()))
      path.removeLast()
      if try closes(UInt8(ascii: "}"), expected: "\",\" or \"}\"") { return .object(members) }
      try take(UInt8(ascii: ","), expected: "\",\" or \"}\"")
    }
  }

  private mutating func array() throws(JSONFailure) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    if try closes(UInt8(ascii: "]"), expected: "a value or \"]\"") { return .array(values) }
    while true {
      path.append(.index(values.count))
      values.append(try value())
      path.removeLast()
      if try closes(UInt8(ascii: "]"), expected: "\",\" or \"]\"") { return .array(values) }
      try take(UInt8(ascii: ","), expected: "\",\" or \"]\"")
    }
  }

  private mutating func descend() throws(JSONFailure) {
    guard depth < Self.depthLimit else {
      throw .unexpected(
        offset: position, expected: "at most \(Self.depthLimit) levels", found: "deeper nesting")
    }
    depth += 1
    position += 1
  }

  /// A string; everything up to the first escape is taken as it is.
  private mutating func string() throws(JSONFailure) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw unexpected("text without control characters") }
      position += 1
    }
    throw .truncated(expected: "the end of a string")
  }

  private mutating func escapedString(from start: Int) throws(JSONFailure) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: UTF8.encode(try escape())!)
      default:
        if byte < 0x20 { throw unexpected("text without control characters") }
        text.append(byte)
        position += 1
      }
    }
    throw .truncated(expected: "the end of a string")
  }

  private mutating func escape() throws(JSONFailure) -> Unicode.Scalar {
    position += 1
    guard position < bytes.count else { throw .truncated(expected: "an escape") }
    let byte = bytes[position]
    let simple: Unicode.Scalar? =
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
      case UInt8(ascii: "b"): "\u{8}"
      case UInt8(ascii: "f"): "\u{C}"
      case UInt8(ascii: "n"): "\n"
      case UInt8(ascii: "r"): "\r"
      case UInt8(ascii: "t"): "\t"
      default: nil
      }
    if let simple {
      position += 1
      return simple
    }
    guard byte == UInt8(ascii: "u") else { throw unexpected("an escape") }
    position += 1
    let start = position
    let first = try hexadecimalUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    // A surrogate pair, or what is left of one.
    if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let second = try hexadecimalUnit()
      if (0xDC00...0xDFFF).contains(second) {
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(value)!
      }
    }
    throw .unexpected(offset: start, expected: "a pair of surrogates", found: "half of one")
  }

  private mutating func hexadecimalUnit() throws(JSONFailure) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw .truncated(expected: "four hexadecimal digits") }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  private mutating func number() throws(JSONFailure) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, isLetter(bytes[position]) {
      position = start
      return try word()
    }
    let whole = try digits()
    if whole > 1, bytes[position - whole] == UInt8(ascii: "0") {
      position -= whole
      throw unexpected("a number without leading zeros")
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      _ = try digits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw .notFinite(key: pathText, found: text)
    }
    return .number(value, text: text)
  }

  private mutating func digits() throws(JSONFailure) -> Int {
    let start = position
    while position < bytes.count,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    {
      position += 1
    }
    guard position > start else {
      if position == bytes.count { throw .truncated(expected: "a digit") }
      throw unexpected("a digit")
    }
    return position - start
  }

  /// `true`, `false`, `null`, and what other programs write for numbers that are none.
  private mutating func word() throws(JSONFailure) -> JSONValue {
    let start = position
    while position < bytes.count, isLetter(bytes[position]) || bytes[position] == UInt8(ascii: "-")
    {
      position += 1
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf":
      throw .notFinite(key: pathText, found: word)
    default:
      if position == bytes.count, ["true", "false", "null"].contains(where: { $0.hasPrefix(word) })
      {
        throw .truncated(expected: "a JSON value")
      }
      position = start
      throw unexpected("a JSON value")
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private mutating func take(_ byte: UInt8, expected: String) throws(JSONFailure) {
    skipSpace()
    guard position < bytes.count else { throw .truncated(expected: expected) }
    guard bytes[position] == byte else { throw unexpected(expected) }
    position += 1
  }

  private mutating func closes(_ byte: UInt8, expected: String) throws(JSONFailure) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw .truncated(expected: expected) }
    guard bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// What stands at the position instead of `expected`.
  private func unexpected(_ expected: String) -> JSONFailure {
    guard position < bytes.count else { return .truncated(expected: expected) }
    let byte = bytes[position]
    let found =
      switch byte {
      case 0x21..<0x7F: "\"\(Character(Unicode.Scalar(byte)))\""
      case 0x20: "a space"
      default: "byte 0x" + String(byte, radix: 16)
      }
    return .unexpected(offset: position, expected: expected, found: found)
  }

  /// The path as `hypotheses[2].total`.
  private var pathText: String {
    var text = ""
    for step in path {
      switch step {
      case .key(let key): text += text.isEmpty ? key : "." + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
