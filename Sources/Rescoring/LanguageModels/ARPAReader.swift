import Artifacts
import Foundation
import Transcripts

#if canImport(Glibc)
  import Glibc
#endif

extension BackoffModel {
  /// Reads a model in the ARPA format, plain or gzipped.
  ///
  /// Words are normalized as all texts are; where several words of the file become one, the most probable
  /// stands for it. Orders 1 to 3 are read.
  ///
  /// - Throws: ``LanguageModelError`` with path and line at the first line that is wrong.
  public init(arpa path: String, name: String = "n-gram") throws(LanguageModelError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    try self.init(lines, name: name)
  }

  /// Reads the text of an ARPA file, under a path for error messages.
  ///
  /// - Throws: ``LanguageModelError`` with path and line at the first line that is wrong.
  public init(
    arpaText text: String, path: String, name: String = "n-gram"
  ) throws(LanguageModelError) {
    try self.init(TextLines(text: text, path: path), name: name)
  }

  private init(_ lines: TextLines, name: String) throws(LanguageModelError) {
    var reader = ARPAReader(lines)
    let (words, columns) = try reader.read()
    self.init(
      identity: ModelIdentity(
        name: name, summary: "trigram with backoff, \(columns.trigramWords.count) trigrams",
        digest: Digest(hexadecimal: lines.digest)),
      words: words, columns: columns)
  }
}

/// Reads `\data\`, the sections of n-grams and `\end\`.
private struct ARPAReader {
  /// The most n-grams of one order that are read: more take more memory than a check is worth.
  static let limit = 50_000_000
  /// `ln 10`: the file has decimal logarithms.
  static let nats = Float(M_LN10)

  private let path: String
  private var lines: TextLines.Iterator
  private var number = 0
  private var words = WordNumbers()
  private var columns = BackoffColumns()

  init(_ lines: TextLines) {
    path = lines.path
    self.lines = lines.makeIterator()
  }

  mutating func read() throws(LanguageModelError) -> (WordNumbers, BackoffColumns) {
    var line = try nextLine()
    while line != "\\data\\" {
      guard line != nil else { throw fault("\\data\\", found: "the end of the file") }
      line = try nextLine()
    }
    var counts: [Int] = []
    line = try nextLine()
    while let text = line, text.hasPrefix("ngram ") {
      counts.append(try count(text, order: counts.count + 1))
      line = try nextLine()
    }
    guard !counts.isEmpty else { throw fault("ngram 1=COUNT", found: described(line)) }
    guard counts.count <= 3 else {
      throw fault("a model of order 1, 2 or 3", found: "order \(counts.count)")
    }
    for (index, count) in counts.enumerated() {
      guard line == "\\\(index + 1)-grams:" else {
        throw fault("\\\(index + 1)-grams:", found: described(line))
      }
      switch index {
      case 0: try readWords(count, isLast: counts.count == 1)
      case 1: try readBigrams(count, isLast: counts.count == 2)
      default: try readTrigrams(count)
      }
      line = try nextLine()
    }
    guard line == "\\end\\" else { throw fault("\\end\\", found: described(line)) }
    if counts.count < 2 { columns.bigramStarts = [UInt32](repeating: 0, count: words.count + 1) }
    for mark in [BackoffMark.start, BackoffMark.end] where words.find(mark) == nil {
      throw fault("the words <s> and </s> among the n-grams", found: "no \(mark)")
    }
    return (normalizedWords(), columns)
  }

  // MARK: Sections

  private mutating func readWords(_ count: Int, isLast: Bool) throws(LanguageModelError) {
    for _ in 0..<count {
      let entry = try entry(order: 1, isLast: isLast)
      let known = words.count
      entry.words[0].withUnsafeBytes { _ = words.intern($0) }
      guard words.count == known + 1 else {
        throw fault(
          "each word once", found: "\"\(String(decoding: entry.words[0], as: UTF8.self))\" again")
      }
      columns.unigrams.append(entry.cost)
      columns.unigramBackoffs.append(entry.backoff)
    }
  }

  private mutating func readBigrams(_ count: Int, isLast: Bool) throws(LanguageModelError) {
    var found: [NGram] = []
    found.reserveCapacity(min(count, 1 << 20))
    for _ in 0..<count {
      let entry = try entry(order: 2, isLast: isLast)
      let (first, second) = (try word(entry.words[0]), try word(entry.words[1]))
      found.append(NGram(context: first, word: second, cost: entry.cost, backoff: entry.backoff))
    }
    try sort(&found)
    columns.bigramStarts = Self.starts(found, contexts: words.count)
    columns.bigramWords = found.map(\.word)
    columns.bigramCosts = found.map(\.cost)
    columns.bigramBackoffs = found.map(\.backoff)
  }

  private mutating func readTrigrams(_ count: Int) throws(LanguageModelError) {
    var found: [NGram] = []
    found.reserveCapacity(min(count, 1 << 20))
    for _ in 0..<count {
      let entry = try entry(order: 3, isLast: true)
      let (first, second) = (try word(entry.words[0]), try word(entry.words[1]))
      guard let context = columns.bigram(first, second) else {
        throw fault(
          "a trigram whose first two words are a bigram of the file",
          found: "none of \"\(words.word(Int(first))) \(words.word(Int(second)))\"")
      }
      found.append(
        NGram(
          context: UInt32(context), word: try word(entry.words[2]), cost: entry.cost, backoff: 0))
    }
    try sort(&found)
    columns.trigramStarts = Self.starts(found, contexts: columns.bigramWords.count)
    columns.trigramWords = found.map(\.word)
    columns.trigramCosts = found.map(\.cost)
  }

  private struct NGram {
    let context: UInt32
    let word: UInt32
    let cost: Float
    let backoff: Float
    var key: UInt64 { UInt64(context) << 32 | UInt64(word) }
  }

  private func sort(_ found: inout [NGram]) throws(LanguageModelError) {
    found.sort { $0.key < $1.key }
    for (one, next) in zip(found, found.dropFirst()) where one.key == next.key {
      throw fault(
        "each n-gram of this section once",
        found: "one ending in "
          + "\"\(words.word(Int(one.word)))\" twice")
    }
  }

  private static func starts(_ found: [NGram], contexts: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: contexts + 1)
    for ngram in found { starts[Int(ngram.context) + 1] += 1 }
    for context in 0..<contexts { starts[context + 1] += starts[context] }
    return starts
  }

  // MARK: Lines

  private struct Entry {
    let cost: Float
    let words: [ArraySlice<UInt8>]
    let backoff: Float
  }

  /// The next n-gram: a logarithm, the words, and unless it is of the highest order a backoff.
  private mutating func entry(order: Int, isLast: Bool) throws(LanguageModelError) -> Entry {
    let expected = "a decimal logarithm and \(order) word\(order == 1 ? "" : "s")"
    guard let line = lines.next() else { throw fault(expected, found: "the end of the file") }
    number = line.number
    let fields = line.bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
    guard fields.count == order + 1 || fields.count == order + 2,
      let cost = Self.logarithm(fields[0]), cost <= 1e-4
    else { throw fault(expected, found: described(line.text)) }
    var backoff: Float = 0
    if fields.count == order + 2 {
      guard let value = Self.logarithm(fields[order + 1]) else {
        throw fault("a decimal logarithm behind the words", found: described(line.text))
      }
      backoff = isLast ? 0 : value
    }
    return Entry(
      cost: cost * Self.nats, words: Array(fields[1...order]), backoff: backoff * Self.nats)
  }

  private static func logarithm(_ field: ArraySlice<UInt8>) -> Float? {
    guard let value = Float(String(decoding: field, as: UTF8.self)), !value.isNaN else {
      return nil
    }
    // Minus infinity stands for a probability of 0, as −99 does.
    return value.isFinite ? max(value, -99) : value < 0 ? -99 : nil
  }

  private mutating func word(_ field: ArraySlice<UInt8>) throws(LanguageModelError) -> UInt32 {
    guard let word = field.withUnsafeBytes({ words.find($0) }) else {
      throw fault(
        "words of the section \\1-grams:", found: "\"\(String(decoding: field, as: UTF8.self))\"")
    }
    return word
  }

  private func count(_ text: String, order: Int) throws(LanguageModelError) -> Int {
    let parts = text.dropFirst("ngram ".count).split(separator: "=")
      .map { $0.filter { $0 != " " } }
    guard parts.count == 2, Int(parts[0]) == order, let count = Int(parts[1]), count >= 0 else {
      throw fault("ngram \(order)=COUNT", found: "\"\(text.prefix(60))\"")
    }
    guard count <= Self.limit else {
      throw fault("at most \(Self.limit) n-grams of an order", found: "\(count)")
    }
    return count
  }

  /// The next line that isn't blank, without spaces around it; nil at the end.
  private mutating func nextLine() throws(LanguageModelError) -> String? {
    while let line = lines.next() {
      number = line.number
      guard let text = line.text else { throw fault("UTF-8 text", found: "other bytes") }
      let trimmed = text.trimmingCharacters(in: .whitespaces)
      if !trimmed.isEmpty { return trimmed }
    }
    return nil
  }

  private func described(_ line: String?) -> String {
    line.map { "\"\($0.prefix(60))\"" } ?? "the end of the file"
  }

  private func fault(_ expected: String, found: String) -> LanguageModelError {
    .malformedLine(path: path, line: max(number, 1), expected: expected, found: found)
  }

  // MARK: Words

  /// The words as normalized texts have them, with the same numbers: `THE` is found as "the".
  private func normalizedWords() -> WordNumbers {
    var aliases: [String: UInt32] = [:]
    for number in 0..<words.count {
      let word = words.word(number)
      let normalized = Self.normalized(word)
      if let known = aliases[normalized],
        columns.unigrams[Int(known)] >= columns.unigrams[number]
      {
        continue
      }
      aliases[normalized] = UInt32(number)
    }
    return words.aliased(aliases)
  }

  private static func normalized(_ word: String) -> String {
    let lower = word.lowercased()
    let marks = [BackoffMark.start, BackoffMark.end, BackoffMark.unknown]
    if marks.contains(lower) { return lower }
    return TextNormalizer.standard.normalize(word)
  }
}
