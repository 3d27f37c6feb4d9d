extension LexiconLineParser {
  /// Adds a line of a format whose columns are separated by tabs, by a comma or, in MFA's format,
  /// by spaces.
  ///
  /// A line adds either all of its entries or none.
  mutating func parseColumns(_ line: String, number: Int) throws(LexiconError) {
    let columns = columns(of: line)
    guard !columns.allSatisfy(\.isEmpty) else { throw .emptyLine(path: path, line: number) }
    guard columns.count > 1, !columns[0].isEmpty else { throw badColumns(columns, number) }
    var probability: Double?
    var pronunciations: [[IPATokenizer.Token]] = []
    switch format {
    case .mfa:
      probability = try self.probability(in: columns, number: number)
      pronunciations = [mfaPhones(columns[columns.count - 1])]
    case .wikipron, .britfone:
      guard columns.count == 2 else { throw badColumns(columns, number) }
      pronunciations = [tokenizer.tokens(ofParted: String(columns[1]))]
    case .ipaDict:
      guard columns.count == 2 else { throw badColumns(columns, number) }
      for one in try transcriptions(in: columns[1], number: number) {
        pronunciations.append(tokenizer.tokens(of: String(one)))
      }
    case .cmudict, .kaldi, .kaldiProbabilities:
      preconditionFailure("these formats have a parser of their own")
    }
    var written = String(columns[0])
    let isASCII = written.utf8.allSatisfy { $0 < 0x80 }
    written.withUTF8 { fold($0, isASCII: isASCII) }
    guard !word.isEmpty, !pronunciations.contains(where: \.isEmpty) else {
      throw .noPhones(path: path, line: number, word: String(columns[0]))
    }
    var coded: [[UInt8]] = []
    for tokens in pronunciations {
      var codes: [UInt8] = []
      for token in tokens {
        guard let code = builder.inventory.intern(token) else {
          throw .tooManyPhones(path: path, line: number)
        }
        codes.append(code)
      }
      coded.append(codes)
    }
    for codes in coded {
      builder.phones += codes
      try endEntry(probability: probability, number)
    }
  }

  private func badColumns(_ columns: [Substring], _ number: Int) -> LexiconError {
    let expected =
      switch format {
      case .mfa: "a word, none, one or four numbers, and phones, separated by tabs or spaces"
      case .britfone: "a word, a comma and phones"
      case .cmudict, .kaldi, .kaldiProbabilities, .wikipron, .ipaDict:
        "a word and its transcription, separated by a tab"
      }
    return .badColumns(path: path, line: number, expected: expected, found: columns.count)
  }

  private func columns(of line: String) -> [Substring] {
    switch format {
    case .britfone: return Self.commaColumns(of: line)
    case .mfa where !line.utf8.contains(0x09): return Self.spaceColumns(of: line)
    case .mfa, .cmudict, .kaldi, .kaldiProbabilities, .wikipron, .ipaDict:
      return line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    }
  }

  /// The word without its variant's number, and the text after the first comma. Either may be in
  /// quotation marks.
  private static func commaColumns(of line: String) -> [Substring] {
    var rest = trimmed(line[...])
    var columns: [Substring] = []
    while let first = rest.first {
      if first == "\"", let quoted = quoted(rest) {
        columns.append(Substring(quoted.text))
        rest = trimmed(quoted.rest)
        guard rest.first == "," else { return rest.isEmpty ? columns : [line[...]] }
        rest = trimmed(rest.dropFirst())
        continue
      }
      // An apostrophe or a comma may be the word.
      guard columns.isEmpty, let comma = rest.dropFirst().firstIndex(of: ",") else { break }
      columns.append(trimmed(rest[..<comma]))
      rest = trimmed(rest[rest.index(after: comma)...])
    }
    if !rest.isEmpty || columns.isEmpty { columns.append(rest) }
    if var word = columns.first.map(String.init) {
      columns[0] = word.withUTF8 { Substring(String(decoding: withoutVariant($0), as: UTF8.self)) }
    }
    return columns
  }

  /// The text between the opening quotation mark and the matching one, and the rest; nil if there
  /// is none.
  private static func quoted(_ text: Substring) -> (text: String, rest: Substring)? {
    var content = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      guard character == "\"" else {
        content.append(character)
        continue
      }
      guard rest.first == "\"" else { return (content, rest) }
      content.append(rest.removeFirst())
    }
    return nil
  }

  /// The word, the numbers after it, and the phones.
  private static func spaceColumns(of line: String) -> [Substring] {
    let fields = line.split(whereSeparator: { $0 == " " || $0 == "\r" })
    guard let word = fields.first else { return [] }
    let numbers = fields.dropFirst().prefix { isNumber($0) }
    guard let first = fields.dropFirst(1 + numbers.count).first, let last = fields.last else {
      return [word] + numbers + (numbers.isEmpty ? [] : [""])
    }
    return [word] + numbers + [line[first.startIndex..<last.endIndex]]
  }

  private static func isNumber(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isNumber || "+-.".contains(first) else {
      return false
    }
    return Double(text) != nil
  }

  /// Reads phones as ARPABET if they are ARPABET, and otherwise as the IPA.
  private func mfaPhones(_ column: Substring) -> [IPATokenizer.Token] {
    column.split(separator: " ").flatMap { phone in
      PhoneInventory.arpabet.phone(String(phone)) != nil
        ? [IPATokenizer.Token(symbol: String(phone), stress: 0)]
        : tokenizer.tokens(ofParted: String(phone))
    }
  }

  /// Reads MFA's numbers: the probability of the pronunciation, the probability of silence after
  /// it, and two factors.
  private func probability(
    in columns: [Substring], number: Int
  ) throws(LexiconError) -> Double? {
    let numbers = columns[1..<(columns.count - 1)]
    guard [0, 1, 4].contains(numbers.count) else { throw badColumns(columns, number) }
    var probability: Double?
    for (place, text) in numbers.enumerated() {
      guard let value = Double(text), value.isFinite,
        place == 0 ? value > 0 && value <= 1 : value >= 0
      else { throw .badProbability(path: path, line: number, found: String(text)) }
      if place == 0 { probability = value }
    }
    return probability
  }

  /// The transcriptions in `/a/, /b/`, in `/a, b/` or in a mixture of both; brackets may take the
  /// place of slashes.
  private func transcriptions(
    in column: Substring, number: Int
  ) throws(LexiconError) -> [Substring] {
    var found: [Substring] = []
    var rest = column
    repeat {
      let text = Self.trimmed(rest)
      guard let open = text.first, let closing = ["/": "/", "[": "]"][open] as Character?,
        let end = text.dropFirst().firstIndex(of: closing)
      else {
        throw .badTranscription(path: path, line: number, found: String(text.prefix(60)))
      }
      let inside = text[text.index(after: text.startIndex)..<end]
      let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
        .map { Self.trimmed($0) }
      guard !parts.contains("") else {
        throw .badTranscription(path: path, line: number, found: String(text.prefix(60)))
      }
      found += parts
      rest = Self.trimmed(text[text.index(after: end)...])
      guard rest.isEmpty || rest.first == "," else {
        throw .badTranscription(path: path, line: number, found: String(rest.prefix(60)))
      }
      guard !rest.isEmpty else { return found }
      rest = rest.dropFirst()
    } while true
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " || text.last == "\r" { text.removeLast() }
    return text
  }
}
