import Artifacts

/// The elements of a JSON array or the members of a JSON object, one after the other as their lines
/// arrive, so that a file of any size takes no more memory than its largest element.
///
/// The document may be pretty-printed or stand on one line. Where several files are read in turn, each
/// is a document of its own.
struct JSONElements {
  /// The documents that are taken apart. Others, and all of them under `whole`, are a single
  /// element.
  enum Root {
    case array, object, either, whole
  }

  private let root: Root
  /// The key of the member whose members are given instead of the document's own.
  private let inner: String?

  private var line: CorpusLine?
  /// The position of the next byte in `line`.
  private var position = 0
  /// The brackets that are open, outermost first, and whether their members are given.
  private var open: [(closing: UInt8, isGiven: Bool)] = []
  /// Whether the document has begun, and whether it has been closed.
  private var hasBegun = false
  private var isClosed = false
  /// Whether an element must follow a comma.
  private var isAfterElement = false

  /// - Parameter inner: the key of an object in the document's object whose members are given.
  init(_ root: Root, inner: String? = nil) {
    self.root = root
    self.inner = inner
  }

  /// An element: its key in an object, its value, and where it begins.
  struct Element {
    let key: String?
    let node: JSONNode
  }

  /// The next element, or nil when there are no more.
  ///
  /// - Throws: ``CorpusError`` with path, line and column when the document is not JSON.
  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> Element? {
    while true {
      guard let byte = try significant(&lines) else {
        if hasBegun, !isClosed { throw truncated(lines, expected: "the end of the document") }
        return nil
      }
      if isClosed {
        throw unexpected(byte, expected: "the end of the document")
      }
      if !hasBegun {
        hasBegun = true
        if let closing = closing(of: byte), takesApart(byte) {
          position += 1
          open.append((closing, inner == nil))
          continue
        }
        let node = try value(&lines)
        isClosed = true
        return Element(key: nil, node: node)
      }
      if byte == open.last!.closing {
        position += 1
        open.removeLast()
        isAfterElement = true
        isClosed = open.isEmpty
        continue
      }
      if isAfterElement {
        guard byte == UInt8(ascii: ",") else {
          throw unexpected(
            byte, expected: "\",\" or \"\(Character(Unicode.Scalar(open.last!.closing)))\"")
        }
        position += 1
        isAfterElement = false
        guard try significant(&lines) != nil else {
          throw truncated(lines, expected: "another element")
        }
      }
      var key: String?
      if open.last!.closing == UInt8(ascii: "}") {
        guard try significant(&lines) == UInt8(ascii: "\"") else {
          throw unexpected(line!.bytes[position], expected: "a key")
        }
        key = try value(&lines).string()
        guard try significant(&lines) == UInt8(ascii: ":") else {
          if position < line?.bytes.endIndex ?? 0 {
            throw unexpected(line!.bytes[position], expected: "\":\"")
          }
          throw truncated(lines, expected: "\":\"")
        }
        position += 1
        guard let first = try significant(&lines) else {
          throw truncated(lines, expected: "a JSON value")
        }
        if open.count == 1, let inner, key == inner, first == UInt8(ascii: "{") {
          position += 1
          open.append((UInt8(ascii: "}"), true))
          continue
        }
      }
      let isGiven = open.last!.isGiven
      let node = try value(&lines)
      isAfterElement = true
      if isGiven { return Element(key: key, node: node) }
    }
  }

  private func takesApart(_ byte: UInt8) -> Bool {
    switch root {
    case .array: byte == UInt8(ascii: "[")
    case .object: byte == UInt8(ascii: "{")
    case .either: true
    case .whole: false
    }
  }

  private func closing(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }

  /// The next byte that is no space, not yet taken; nil at the end of a document's file. A new file
  /// begins a new document.
  private mutating func significant(_ lines: inout CorpusLines) throws(CorpusError) -> UInt8? {
    while true {
      if let line {
        while position < line.bytes.endIndex {
          let byte = line.bytes[position]
          if byte != 0x20, byte != 0x09, byte != 0x0D { return byte }
          position += 1
        }
      }
      guard let following = try lines.peek() else { return nil }
      if let line, following.path != line.path {
        if hasBegun, !isClosed { return nil }
        hasBegun = false
        isClosed = false
        isAfterElement = false
      }
      try take(&lines)
    }
  }

  private mutating func take(_ lines: inout CorpusLines) throws(CorpusError) {
    line = try lines.next()
    position = line?.bytes.startIndex ?? 0
  }

  /// The value that begins at the position, which is taken.
  private mutating func value(_ lines: inout CorpusLines) throws(CorpusError) -> JSONNode {
    let first = line!
    /// The offsets in `text` at which the value's part of each of its lines begins.
    var starts = [(offset: 0, line: first.number, column: position - first.bytes.startIndex)]
    var text: [UInt8] = []
    var depth = 0
    var isInString = false
    while true {
      let bytes = line!.bytes
      let start = position
      var isEnded = false
      scan: while position < bytes.endIndex {
        let byte = bytes[position]
        if isInString {
          if byte == UInt8(ascii: "\\") { position += 1 }
          if byte == UInt8(ascii: "\"") {
            isInString = false
            if depth == 0 {
              position += 1
              isEnded = true
              break scan
            }
          }
        } else {
          switch byte {
          case UInt8(ascii: "\""): isInString = true
          case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
          case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if depth == 0 {
              isEnded = true
              break scan
            }
            depth -= 1
            if depth == 0 {
              position += 1
              isEnded = true
              break scan
            }
          case UInt8(ascii: ","), UInt8(ascii: ":"):
            if depth == 0 {
              isEnded = true
              break scan
            }
          case 0x20, 0x09:
            // A number or a word ends at a space.
            if depth == 0 {
              isEnded = true
              break scan
            }
          default: break
          }
        }
        position += 1
      }
      position = min(position, bytes.endIndex)
      text += bytes[start..<position]
      if isEnded || (depth == 0 && !isInString) { break }
      guard let following = try lines.peek(), following.path == first.path else {
        return try parse(text, first: first, starts: starts)
      }
      try take(&lines)
      // A string that goes on in the next line is refused by the parser, by its line feed.
      text.append(0x0A)
      starts.append((text.count, line!.number, 0))
    }
    return try parse(text, first: first, starts: starts)
  }

  private func parse(
    _ text: [UInt8], first: CorpusLine, starts: [(offset: Int, line: Int, column: Int)]
  ) throws(CorpusError) -> JSONNode {
    let place: (Int) -> (line: Int, column: Int) = { offset in
      let start = starts.last { $0.offset <= offset } ?? starts[0]
      return (start.line, offset - start.offset + start.column + 1)
    }
    guard String(validating: text, as: UTF8.self) != nil else {
      throw .notUTF8(path: first.path, line: first.number)
    }
    do {
      let value = try text.withUnsafeBufferPointer { bytes throws(JSONFailure) in
        try JSONParser.parse(bytes)
      }
      return JSONNode(value, path: first.path, line: first.number)
    } catch {
      switch error {
      case .truncated(let expected):
        throw .truncatedLine(path: first.path, line: starts.last!.line, expected: expected)
      case .unexpected(let offset, let expected, let found):
        let (line, column) = place(offset)
        throw .notJSON(
          path: first.path, line: line, column: column, expected: expected, found: found)
      case .notFinite(let key, let found):
        throw .notFinite(path: first.path, line: first.number, key: key, found: found)
      case .duplicateKey(let key):
        throw .duplicateKey(path: first.path, line: first.number, key: key)
      }
    }
  }

  private func unexpected(_ byte: UInt8, expected: String) -> CorpusError {
    .notJSON(
      path: line!.path, line: line!.number, column: position - line!.bytes.startIndex + 1,
      expected: expected,
      found: (0x21..<0x7F).contains(byte)
        ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x" + String(byte, radix: 16))
  }

  private func truncated(_ lines: borrowing CorpusLines, expected: String) -> CorpusError {
    .truncatedLine(path: line?.path ?? lines.path, line: line?.number ?? 1, expected: expected)
  }
}
