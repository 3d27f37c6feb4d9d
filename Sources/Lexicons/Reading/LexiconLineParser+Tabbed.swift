extension LexiconLineParser {
  /// Adds a line of a format whose columns are parted by tabs.
  mutating func parseTabbed(_ line: String, number: Int) throws(LexiconError) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      .map { Self.trimmed($0) }
    guard !columns.allSatisfy(\.isEmpty) else { throw .emptyLine(path: path, line: number) }
    var written = String(columns[0])
    guard columns.count > 1, !written.isEmpty else {
      throw .badColumns(
        path: path, line: number, expected: Self.expected(format), found: columns.count)
    }
    let isASCII = written.utf8.allSatisfy { $0 < 0x80 }
    written.withUTF8 { fold($0, isASCII: isASCII) }
    var probability: Double?
    var pronunciations: [[IPATokenizer.Token]] = []
    switch format {
    case .mfa:
      probability = try self.probability(in: columns, number: number)
      pronunciations = [mfaPhones(columns[columns.count - 1])]
    case .wikipron:
      guard columns.count == 2 else {
        throw .badColumns(
          path: path, line: number, expected: Self.expected(format), found: columns.count)
      }
      pronunciations = [tokenizer.tokens(ofParted: String(columns[1]))]
    case .ipaDict:
      guard columns.count == 2 else {
        throw .badColumns(
          path: path, line: number, expected: Self.expected(format), found: columns.count)
      }
      for part in columns[1].split(separator: ",", omittingEmptySubsequences: false) {
        pronunciations.append(
          tokenizer.tokens(of: try transcription(Self.trimmed(part), number: number)))
      }
    case .cmudict, .kaldi, .kaldiProbabilities:
      preconditionFailure("these formats have a parser of their own")
    }
    for tokens in pronunciations {
      guard !tokens.isEmpty else {
        throw .noPhones(path: path, line: number, word: String(columns[0]))
      }
      for token in tokens {
        guard let code = builder.inventory.intern(token) else {
          throw .tooManyPhones(path: path, line: number)
        }
        builder.phones.append(code)
      }
      word.withUnsafeBufferPointer { builder.endEntry(word: $0, probability: probability) }
    }
  }

  private static func expected(_ format: LexiconFormat) -> String {
    format == .mfa
      ? "a word, no, one or four numbers and phones" : "a word and its transcription"
  }

  /// ARPABET phones as they are, everything else as the IPA.
  private func mfaPhones(_ column: Substring) -> [IPATokenizer.Token] {
    column.split(separator: " ").flatMap { phone in
      PhoneInventory.arpabet.phone(String(phone)) != nil
        ? [IPATokenizer.Token(symbol: String(phone), stress: 0)]
        : tokenizer.tokens(ofParted: String(phone))
    }
  }

  /// MFA's numbers: the pronunciation's probability, of silence after it, and two factors.
  private func probability(
    in columns: [Substring], number: Int
  ) throws(LexiconError) -> Double? {
    let numbers = columns[1..<(columns.count - 1)]
    guard [0, 1, 4].contains(numbers.count) else {
      throw .badColumns(
        path: path, line: number, expected: Self.expected(format), found: columns.count)
    }
    var probability: Double?
    for (place, text) in numbers.enumerated() {
      guard let value = Double(text), value.isFinite,
        place == 0 ? value > 0 && value <= 1 : value >= 0
      else { throw .badProbability(path: path, line: number, found: String(text)) }
      if place == 0 { probability = value }
    }
    return probability
  }

  private func transcription(_ text: Substring, number: Int) throws(LexiconError) -> String {
    guard text.count > 2, let first = text.first, let last = text.last,
      (first == "/" && last == "/") || (first == "[" && last == "]")
    else { throw .badTranscription(path: path, line: number, found: String(text.prefix(60))) }
    return String(text.dropFirst().dropLast())
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " || text.last == "\r" { text.removeLast() }
    return text
  }
}
