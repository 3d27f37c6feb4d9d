/// icefall's `recogs-*.txt`: a line with the reference and a line with the hypothesis of each utterance, both
/// as Python's lists of words.
///
/// ```
/// u1:<TAB>ref=['SEE', 'YOU']
/// u1:<TAB>hyp=['SEA', 'YOU']
/// ```
///
/// Consecutive lines with the same id are one utterance; further `hyp=` lines are further hypotheses, in their
/// order. There are no scores.
public struct IcefallFormat: CorpusFormat {
  public init() {}

  public var id: String { "icefall" }
  public var summary: String { "icefall's recogs" }
  public var fileEndings: [String] { [".recogs.txt"] }
  public var scores: ScoreDirection? { ScoreDirection.none }
  public var contents: CorpusContents { [.writing, .references, .lists, .unreferenced] }

  /// Recognizes files by a first line with a colon, a tab and `ref=` or `hyp=`.
  public func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let line = try sample.line(0) else { return false }
    return [":\tref=[", ":\thyp=["].contains { line.bytes.firstRange(of: Array($0.utf8)) != nil }
  }

  public func makeParser() -> any CorpusParser { IcefallParser() }

  public func text(of utterance: Utterance) throws(CorpusError) -> String {
    guard OneLine.isTrimmed(utterance.id), !utterance.id.contains(":\t"), !utterance.id.isEmpty
    else {
      throw .inexpressible(format: id, id: utterance.id, reason: "expected an id in one line")
    }
    var text = ""
    if let reference = utterance.referenceIfKnown {
      text += "\(utterance.id):\tref=\(try list(reference, utterance))\n"
    }
    for hypothesis in utterance.nBest.texts {
      text += "\(utterance.id):\thyp=\(try list(hypothesis, utterance))\n"
    }
    return text
  }

  private func list(_ text: String, _ utterance: Utterance) throws(CorpusError) -> String {
    let words = text.split(separator: " ")
    guard words.joined(separator: " ") == text else {
      throw .inexpressible(
        format: id, id: utterance.id, reason: "expected words with single blanks between them")
    }
    return PythonList.text(words.map(String.init))
  }
}

extension CorpusFormat where Self == IcefallFormat {
  /// icefall's `recogs-*.txt`.
  public static var icefall: Self { IcefallFormat() }
}

private struct IcefallParser: CorpusParser {
  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
    guard let first = try lines.peek() else { return nil }
    let id = try Self.parts(of: first).id
    var reference: String?
    var hypotheses: [Hypothesis] = []
    while let line = try lines.peek() {
      // A line that is wrong does not belong here: the utterance before it is still given.
      guard let parts = try? Self.parts(of: line), parts.id == id else { break }
      _ = try lines.next()
      let text = try PythonList.words(in: parts.list, line).joined(separator: " ")
      if parts.isReference {
        guard reference == nil, hypotheses.isEmpty else {
          throw line.malformed(
            expected: "one ref= of \"\(id)\", before its hyp=", found: "another")
        }
        reference = text
      } else {
        hypotheses.append(Hypothesis(text: text, costs: FirstPassCosts(total: 0)))
      }
    }
    guard !hypotheses.isEmpty else {
      throw .emptyNBest(path: first.path, line: first.number, id: id)
    }
    return PlacedUtterance(
      Utterance(id: id, reference: reference, nBest: NBestList(hypotheses)), line: first.number)
  }

  private static func parts(
    of line: CorpusLine
  ) throws(CorpusError) -> (id: String, isReference: Bool, list: Substring) {
    let text = try line.text()
    guard let colon = text.firstRange(of: ":\t") else {
      throw line.malformed(expected: "an id, a colon and a tab", found: "none")
    }
    let rest = text[colon.upperBound...]
    guard rest.hasPrefix("ref=") || rest.hasPrefix("hyp=") else {
      throw line.malformed(expected: "ref=[…] or hyp=[…]", found: "\"\(rest.prefix(40))\"")
    }
    return (String(text[..<colon.lowerBound]), rest.hasPrefix("ref="), rest.dropFirst(4))
  }
}

/// Lists of texts as Python prints them.
enum PythonList {
  /// The texts in a list such as `['SEE', "IT'S"]`.
  ///
  /// - Throws: ``CorpusError`` with the line.
  static func words(in list: Substring, _ line: CorpusLine) throws(CorpusError) -> [String] {
    var rest = list.unicodeScalars
    func wrong(_ expected: String) -> CorpusError {
      line.malformed(
        expected: expected,
        found: rest.isEmpty
          ? "the end of the line" : "\"\(String(String.UnicodeScalarView(rest.prefix(20))))\"")
    }
    func skip() { while rest.first == " " { rest.removeFirst() } }
    guard rest.popFirst() == "[" else { throw wrong("a list in [ ]") }
    var words: [String] = []
    skip()
    while rest.first != "]" {
      guard let quote = rest.popFirst(), quote == "'" || quote == "\"" else {
        throw wrong("a quoted word or ]")
      }
      var word = String.UnicodeScalarView()
      while true {
        guard let scalar = rest.popFirst() else { throw wrong("the end of a quoted word") }
        if scalar == quote { break }
        guard scalar == "\\" else {
          word.append(scalar)
          continue
        }
        switch rest.popFirst() {
        case "n": word.append("\n")
        case "r": word.append("\r")
        case "t": word.append("\t")
        case let kind? where ["x", "u", "U"].contains(kind):
          let digits = kind == "x" ? 2 : kind == "u" ? 4 : 8
          guard let scalar = code(&rest, digits: digits) else {
            throw wrong("\(digits) hexadecimal digits of a character")
          }
          word.append(scalar)
        case let other? where ["\\", "'", "\""].contains(other): word.append(other)
        default: throw wrong("a known escape after \\")
        }
      }
      words.append(String(word))
      skip()
      if rest.first == "," {
        rest.removeFirst()
        skip()
      } else if rest.first != "]" {
        throw wrong("a comma or ]")
      }
    }
    rest.removeFirst()
    skip()
    guard rest.isEmpty else { throw wrong("the end of the line") }
    return words
  }

  /// Takes the character that an escape stands for; nil, and nothing is taken, where there is none.
  private static func code(
    _ rest: inout Substring.UnicodeScalarView, digits: Int
  ) -> Unicode.Scalar? {
    let text = String(String.UnicodeScalarView(rest.prefix(digits)))
    guard text.utf8.count == digits, let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    rest.removeFirst(digits)
    return scalar
  }

  /// The list as a line, with escapes where Python has them.
  static func text(_ words: [String]) -> String {
    "["
      + words.map { word in
        var quoted = "'"
        for scalar in word.unicodeScalars {
          switch scalar {
          case "'", "\\": quoted += "\\\(scalar)"
          case "\n": quoted += "\\n"
          case "\r": quoted += "\\r"
          case "\t": quoted += "\\t"
          default: quoted.unicodeScalars.append(scalar)
          }
        }
        return quoted + "'"
      }.joined(separator: ", ") + "]"
  }
}
