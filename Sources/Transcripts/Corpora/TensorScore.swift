/// Numbers as PyTorch programs write them: `-12.3`, `tensor(-12.3)`, `tensor(-12.3, device='cuda:0')`.
enum TensorScore {
  /// The number, which may be NaN or infinite; nil for anything else.
  static func number(_ text: some StringProtocol) -> Double? {
    var text = Substring(text)
    if text.hasPrefix("tensor("), text.hasSuffix(")") {
      text = text.dropFirst(7).dropLast()
      if let comma = text.firstIndex(of: ",") { text = text[..<comma] }
      while text.first == " " { text.removeFirst() }
      if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return DecimalNumber.number(text)
  }

  /// The number of a JSON value that is one, or a text that is one.
  ///
  /// - Throws: ``CorpusError`` for anything else and for numbers that are not finite.
  static func number(in node: JSONNode) throws(CorpusError) -> Double {
    guard node.isString else { return try node.number() }
    let text = try node.string()
    guard let number = number(text) else { throw node.wrongType("a number") }
    guard number.isFinite else {
      throw .notFinite(path: node.path, line: node.line, key: node.key, found: text)
    }
    return number
  }
}

/// Parses numbers in text files.
enum DecimalNumber {
  /// The number, which may be NaN or infinite; nil for anything that other programs don't read as one.
  static func number(_ text: some StringProtocol) -> Double? {
    guard let number = Double(String(text)) else { return nil }
    // Doubles can also be written in ways that no other program reads: 0x1p-3.
    return text.utf8.contains(UInt8(ascii: "x")) || text.utf8.contains(UInt8(ascii: "X"))
      ? nil : number
  }

  /// A finite number in a line.
  ///
  /// - Throws: ``CorpusError`` with the line.
  static func finite(
    _ text: some StringProtocol, _ what: String, in line: CorpusLine
  ) throws(CorpusError) -> Double {
    guard let number = TensorScore.number(text) else {
      throw line.malformed(
        expected: what, found: "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"")
    }
    guard number.isFinite else {
      throw .notFinite(path: line.path, line: line.number, key: what, found: String(text))
    }
    return number
  }
}
