import Artifacts
import Foundation
import Testing
import Transcripts

/// What must hold for every format in the list that can be written; a new one is held to it without a line of
/// its own.
@Suite struct `Every corpus format` {
  static let ids = CorpusFormats.all.filter { $0.contents.contains(.writing) }.map(\.id)
  /// Those that a file is known to be in.
  static let recognized = ids.filter { $0 != KaldiTextFormat().id }

  private func format(_ id: String) throws -> any CorpusFormat {
    try #require(CorpusFormats.named(id))
  }

  /// Texts that formats stumble over.
  private static let hostile = [
    "", " ", "\"", "\\", "\\t", "\t", "a\tb", "\n", "\r", "\r\n", "a\r", "\u{0}", "\u{1B}[0m",
    "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "e\u{301}", "é", "👩‍👩‍👧‍👦", "ß", "日本語", "'", "null",
    "NaN", "{", "[]", "id", "reference\ttext", "# no comment", ";;", "<UNK>", "(u1)",
    String(repeating: "very long ", count: 30_000),
  ]

  private static func text(_ random: inout SplitMix64) -> String {
    (0..<random.below(4)).map { _ in
      hostile[random.below(random.below(50) == 0 ? hostile.count : hostile.count - 1)]
    }.joined(separator: random.below(2) == 0 ? " " : "")
  }

  private static func number(_ random: inout SplitMix64) -> Double {
    let values = [
      0, -0.25, 1, 1e300, -1.5e-300, 1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    return random.below(3) == 0
      ? values[random.below(values.count)] : Double(random.below(1 << 20)) / 7
  }

  private static func optional<Value>(
    _ random: inout SplitMix64, _ value: (inout SplitMix64) -> Value
  ) -> Value? {
    random.below(2) == 0 ? nil : value(&random)
  }

  /// What files in the format are declared to be, so that nothing is dropped or turned.
  private static func declared(_ format: any CorpusFormat) -> CorpusDeclaration {
    var declared = CorpusDeclaration(scores: format.scores ?? .cost)
    declared.duplicates = .keep
    declared.markup = .keep
    return declared
  }

  private static func read(
    _ text: String, _ path: String, _ format: any CorpusFormat, isNamed: Bool = true
  ) throws(CorpusError) -> Corpus {
    var reader = CorpusReader(
      text: text, path: path, format: isNamed ? format : nil, declared: declared(format))
    return try reader.corpus()
  }

  /// A corpus with what the format can say, without utterances that it can't hold.
  private static func corpus(_ seed: UInt64, for format: any CorpusFormat) -> Corpus {
    let utterances = corpus(seed).map { $0.reduced(to: format.contents) }.filter {
      (try? format.text(of: $0)) != nil
    }
    return Corpus(name: "hostile", digest: .sha256(of: ""), utterances: utterances)
  }

  private static func utterance(_ number: Int, _ random: inout SplitMix64) -> Utterance {
    let hypotheses = (0...random.below(4)).map { _ in
      Hypothesis(
        text: text(&random),
        costs: FirstPassCosts(
          acoustic: optional(&random, Self.number), language: optional(&random, Self.number),
          total: Self.number(&random)))
    }
    var fields: [String: FieldValue] = [:]
    fields["voice"] = optional(&random) { .text("v" + text(&$0)) }
    fields["speed"] = optional(&random) { _ in 1.25 }
    fields["snr"] = optional(&random) { .number(Self.number(&$0)) }
    fields["source"] = optional(&random) { .text(text(&$0) + "s") }
    return Utterance(
      id: text(&random) + "\(number)", reference: random.below(5) == 0 ? nil : text(&random),
      nBest: NBestList(hypotheses).ranked,
      fields: fields)
  }

  private static func corpus(_ seed: UInt64) -> Corpus {
    var random = SplitMix64(seed: seed)
    let utterances = (0...random.below(6)).map { utterance($0, &random) }
    return Corpus(name: "hostile", digest: .sha256(of: ""), utterances: utterances)
  }

  @Test(arguments: ids)
  func `reads back what it wrote, whatever the texts are`(id: String) throws {
    let format = try format(id)
    var wrong: [UInt64] = []
    var count = 0
    for seed in 0..<400 as Range<UInt64> {
      let corpus = Self.corpus(seed, for: format)
      if corpus.isEmpty { continue }
      count += corpus.count
      let text = try CorpusWriter.text(corpus, format: format)
      let path = "hostile" + format.fileEndings[0]
      let known = try Self.read(text, path, format)
      // Texts that differ in their bytes may be equal; digests aren't.
      let again = try CorpusWriter.text(known, format: format)
      if known.utterances != corpus.utterances || known.contentDigest != corpus.contentDigest
        || known.name != "hostile" || known.digest != .sha256(of: text) || again != text
      {
        wrong.append(seed)
      }
    }
    #expect(wrong == [])
    #expect(count > 150)
  }

  @Test(arguments: recognized)
  func `is known by its beginning, whatever the texts are`(id: String) throws {
    let format = try format(id)
    for seed in 0..<100 as Range<UInt64> {
      let corpus = Self.corpus(seed, for: format)
      // One line of text and an id may look like much.
      if corpus.isEmpty || !format.contents.contains(.references) { continue }
      let text = try CorpusWriter.text(corpus, format: format)
      let recognized = try Self.read(text, "c", format, isNamed: false)
      #expect(recognized.contentDigest == corpus.contentDigest, "seed \(seed)")
    }
  }

  @Test(arguments: ids, ["", ".gz"])
  func `files hold what was written, in the format of their name`(
    id: String, packing: String
  ) throws {
    let format = try format(id)
    let folder = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for ending in format.fileEndings {
      let path = folder + "/corpus" + ending + packing
      let corpus = try #require(
        (7..<100).lazy.map { Self.corpus($0, for: format) }.first { !$0.isEmpty })
      try corpus.write(to: path)
      let text = try CorpusWriter.text(corpus, format: format)
      #expect(try ArtifactFile.decompressedContents(of: path) == Data(text.utf8))
      let read = try Corpus(
        CorpusSource(path: path, format: format, declared: Self.declared(format)))
      #expect(read.utterances == corpus.utterances)
      #expect(read.name == "corpus")
    }
  }

  @Test(arguments: ids)
  func `reads or refuses damaged files, never a crash`(id: String) throws {
    let format = try format(id)
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let simple = [("u1", "see you"), ("u2", ""), ("u3", "\\ \"é😀\t")].map { id, text in
      Utterance(
        id: id, reference: text,
        nBest: NBestList([
          Hypothesis(text: text, costs: FirstPassCosts(acoustic: 1.5, language: 2, total: 3.5)),
          Hypothesis(text: "sea", costs: FirstPassCosts(total: 1e20)),
        ]), fields: ["voice": "kal", "speed": 1]
      ).reduced(to: format.contents)
    }.filter { (try? format.text(of: $0)) != nil }
    let valid = Array(try CorpusWriter.text(simple, format: format).utf8)
    let interesting = Array("{}[]\",:\\u0eE+-.9NIntf\n\r\t ()".utf8) + [0, 0xC3, 0xFF, 0xED]
    var random = SplitMix64(seed: 20_261_129)
    var (read, refused) = (0, 0)
    var withoutPlace: [String] = []
    for _ in 0..<2000 {
      var bytes = valid
      for _ in 0...random.below(3) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes[place] = interesting[random.below(interesting.count)]
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(interesting[random.below(interesting.count)], at: place)
        case 4: bytes.swapAt(place, random.below(bytes.count))
        default:
          if random.below(4) == 0 { bytes.removeSubrange(place...) }
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do {
        let corpus = try Corpus(
          CorpusSource(path: path, format: format, declared: Self.declared(format)))
        read += 1
        let reduced = corpus.map { $0.reduced(to: format.contents) }
        // What can be read need not be what can be written: an id that ends in a blank.
        guard let again = try? CorpusWriter.text(reduced, format: format) else { continue }
        #expect(try Self.read(again, path, format).utterances == reduced)
      } catch {
        refused += 1
        if !"\(error)".hasPrefix(path) { withoutPlace.append("\(error)") }
      }
    }
    #expect(read > 100)
    #expect(refused > 100)
    #expect(withoutPlace == [])
  }

  @Test(arguments: recognized, ids)
  func `knows its own files and names those of others`(id: String, other: String) throws {
    let (format, expected) = (try format(id), try format(other))
    let simple = Utterance(
      id: "u-1", reference: "see you",
      nBest: NBestList([Hypothesis(text: "sea you", costs: FirstPassCosts(total: 1))]))
    let text = try CorpusWriter.text([simple.reduced(to: format.contents)], format: format)
    if id == other {
      #expect(try Self.read(text, "c", expected).count > 0)
    } else if other != KaldiTextFormat().id || text.hasPrefix("{") || text.hasPrefix("[") {
      // Any other text looks like Kaldi's.
      let error = CorpusError.otherFormat(
        path: "c", expected: expected.summary,
        found: "\(format.summary); give it as \(id):c")
      #expect(throws: error) { try Corpus(text: text, path: "c", format: expected) }
    }
  }

  @Test(arguments: ids)
  func `refuses ids that stand twice and files without utterances`(id: String) throws {
    let format = try format(id)
    func utterance(_ id: String) -> Utterance {
      Utterance(
        id: id, reference: "a",
        nBest: NBestList([Hypothesis(text: "b", costs: FirstPassCosts(total: 1))]))
    }
    let text = try CorpusWriter.text(["a", "b", "a"].map(utterance), format: format)
    let error = #expect(throws: CorpusError.self) {
      try Corpus(text: text, path: "c", format: format)
    }
    guard case .duplicateID("c", let line, "a", let firstLine) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(line > firstLine)
    #expect(throws: CorpusError.empty(path: "c")) {
      try Corpus(text: "", path: "c", format: format)
    }
    let none = try CorpusWriter.text([], format: format)
    #expect(throws: CorpusError.self) { try Corpus(text: none, path: "c", format: format) }
  }

  @Test func `has an id and file endings of its own`() {
    #expect(Set(Self.ids).count == Self.ids.count)
    let endings = CorpusFormats.all.flatMap(\.fileEndings)
    #expect(Set(endings).count == endings.count)
    #expect(CorpusFormats.named("none") == nil)
  }
}
