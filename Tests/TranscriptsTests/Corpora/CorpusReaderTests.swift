import Artifacts
import Foundation
import Testing
import Transcripts

@Suite struct `Reading corpora` {
  static let good = """
    {"version":1,"id":"u1","reference":"tell her","hypotheses":[{"text":"tell her","acoustic":1.5,"language":2,"total":3.5},{"text":"tell er","total":1e2}]}
    {"hypotheses": [ {"total": -0.25, "text": "\\"\\u00e9\\ud83d\\ude00\\n", "acoustic": null, "words": [1, {"a": []}]} ], "snr": 20, "voice": "kal", "speed": 1.1, "source": "t1", "reference": "", "id": "u2", "version": 1.0}

    """

  private func read(_ text: String) throws(CorpusError) -> Corpus {
    try Corpus(text: text, path: "some/corpus.jsonl.gz")
  }

  /// One good line and then the one in question.
  private func readSecond(_ line: String) throws(CorpusError) -> Corpus {
    try read(Self.good.split(separator: "\n")[0] + "\n" + line + "\n")
  }

  private func line(
    version: String = "1", id: String = "\"u9\"",
    hypotheses: String = "[{\"text\":\"a\",\"total\":1}]"
  ) -> String {
    "{\"version\":\(version),\"id\":\(id),\"reference\":\"a\",\"hypotheses\":\(hypotheses)}"
  }

  @Test func `utterances with all that the format has`() throws {
    let corpus = try read(Self.good)
    #expect(corpus.name == "corpus")
    #expect(corpus.digest == Digest.sha256(of: Self.good))
    #expect(
      corpus.utterances == [
        Utterance(
          id: "u1", reference: "tell her",
          nBest: NBestList([
            Hypothesis(
              text: "tell her", costs: FirstPassCosts(acoustic: 1.5, language: 2, total: 3.5)),
            Hypothesis(text: "tell er", costs: FirstPassCosts(total: 100)),
          ])),
        Utterance(
          id: "u2", reference: "",
          nBest: NBestList([Hypothesis(text: "\"é😀\n", costs: FirstPassCosts(total: -0.25))]),
          fields: ["voice": "kal", "speed": 1.1, "snr": 20, "source": "t1"]),
      ])
  }

  @Test func `a truncated line`() {
    let whole = line()
    var wrong: [Int] = []
    for length in 1..<whole.utf8.count {
      do {
        _ = try readSecond(String(whole.prefix(length)))
        wrong.append(length)
      } catch .truncatedLine(let path, let line, _) where path.hasSuffix(".gz") && line == 2 {
      } catch {
        wrong.append(length)
      }
    }
    #expect(wrong == [])
  }

  @Test(arguments: [
    ("hello", 1), ("[1]", 1), ("", 0), ("{'version':1}", 2), ("{\"version\":1,}", 14),
    ("{\"version\":01}", 12), ("{\"version\":1}}", 14), ("{\"version\":.5}", 12),
    ("{\"id\":\"a\tb\"}", 9), ("{\"id\":\"\\x\"}", 9), ("{\"id\":\"\\ud83d\"}", 10),
    ("{\"id\" \"a\"}", 7), ("{\"a\":tru}", 6), ("{\"a\":+1}", 6), ("{\"a\":1 2}", 8),
  ])
  func `a line that is not JSON`(text: String, column: Int) {
    do {
      _ = try readSecond(text)
      Issue.record("read \(text)")
    } catch .notJSON(_, let line, let found, _, _) {
      #expect(line == 2)
      #expect(found == column)
    } catch .truncatedLine(_, let line, _) {
      #expect(line == 2)
      #expect(column == 0)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(arguments: [("2", "the number 2"), ("\"1\"", "the string \"1\""), ("null", "null")])
  func `an unknown version`(version: String, found: String) {
    #expect(
      throws: CorpusError.unknownVersion(path: "some/corpus.jsonl.gz", line: 2, found: found)
    ) {
      try readSecond(line(version: version))
    }
  }

  @Test(arguments: [
    ("{\"id\":\"a\"}", "version"), ("{\"version\":1}", "id"),
    ("{\"version\":1,\"id\":\"a\",\"reference\":\"\"}", "hypotheses"),
    (
      "{\"version\":1,\"id\":\"a\",\"reference\":\"\",\"hypotheses\":[{\"total\":1}]}",
      "hypotheses[0].text"
    ),
    (
      "{\"version\":1,\"id\":\"a\",\"reference\":\"\",\"hypotheses\":[{\"text\":\"\",\"total\":1},"
        + "{\"text\":\"b\"}]}", "hypotheses[1].total"
    ),
  ])
  func `a missing key`(text: String, key: String) {
    #expect(throws: CorpusError.missingKey(path: "some/corpus.jsonl.gz", line: 2, key: key)) {
      try readSecond(text)
    }
  }

  @Test(arguments: [
    ("[{\"text\":1,\"total\":1}]", "hypotheses[0].text"),
    ("[{\"text\":\"a\",\"total\":\"1\"}]", "hypotheses[0].total"),
    ("[{\"text\":\"a\",\"total\":null},{\"text\":\"b\",\"total\":1}]", "hypotheses[0].total"),
    ("[{\"text\":\"a\",\"acoustic\":true,\"total\":1}]", "hypotheses[0].acoustic"),
    ("[{\"text\":\"a\",\"language\":[],\"total\":1}]", "hypotheses[0].language"),
    ("[\"a\"]", "hypotheses[0]"), ("{}", "hypotheses"), ("null", "hypotheses"),
  ])
  func `a value of the wrong type`(hypotheses: String, key: String) {
    do {
      _ = try readSecond(line(hypotheses: hypotheses))
      Issue.record("read \(hypotheses)")
    } catch .wrongType(_, let line, let found, _, _) {
      #expect(line == 2)
      #expect(found == key)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test(arguments: ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "nan", "-inf"])
  func `a cost that is not finite`(cost: String) {
    #expect(
      throws: CorpusError.notFinite(
        path: "some/corpus.jsonl.gz", line: 2, key: "hypotheses[1].acoustic", found: cost)
    ) {
      try readSecond(
        line(
          hypotheses:
            "[{\"text\":\"a\",\"total\":1},{\"text\":\"b\",\"acoustic\":\(cost),\"total\":1}]"
        ))
    }
  }

  @Test func `an empty N-best list`() {
    #expect(throws: CorpusError.emptyNBest(path: "some/corpus.jsonl.gz", line: 2, id: "u9")) {
      try readSecond(line(hypotheses: "[]"))
    }
  }

  @Test func `an id that stands twice`() {
    #expect(
      throws: CorpusError.duplicateID(
        path: "some/corpus.jsonl.gz", line: 2, id: "u1", firstLine: 1)
    ) {
      try readSecond(line(id: "\"u1\""))
    }
  }

  @Test func `a key that stands twice`() {
    #expect(
      throws: CorpusError.duplicateKey(
        path: "some/corpus.jsonl.gz", line: 2, key: "hypotheses[0].total")
    ) {
      try readSecond(line(hypotheses: "[{\"text\":\"a\",\"total\":1,\"total\":2}]"))
    }
  }

  @Test func `a file that is empty, missing, damaged or not UTF-8`() throws {
    #expect(throws: CorpusError.empty(path: "some/corpus.jsonl.gz")) { try read("") }
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).jsonl.gz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: CorpusError.file(.missing(path: path))) { try Corpus(contentsOf: path) }
    try ArtifactFile.write(Gzip.compress(Data(Self.good.utf8)).dropLast(9), to: path)
    #expect(
      throws: CorpusError.file(.damagedArchive(path: path, reason: "it ends early"))
    ) {
      try Corpus(contentsOf: path)
    }
    var bytes = Data(Self.good.utf8)
    let second = try #require(bytes.firstIndex(of: 0x0A)) + 40
    bytes[second] = 0xFF
    try ArtifactFile.write(bytes, to: path)
    #expect(throws: CorpusError.notUTF8(path: path, line: 2)) { try Corpus(contentsOf: path) }
  }

  @Test func `nesting without end is refused, not followed`() {
    let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
    #expect(throws: CorpusError.self) { try readSecond(deep) }
  }

  @Test func `errors say where, what was expected and what was found`() {
    let descriptions = [
      (
        line(hypotheses: "[]"),
        "corpus.jsonl:1: \"hypotheses\": expected at least one for \"u9\", found an empty list"
      ),
      (line(version: "3"), "corpus.jsonl:1: expected \"version\" 1, found the number 3"),
      ("{\"version\" 1}", "corpus.jsonl:1:12: expected \":\", found \"1\""),
      (
        "{\"version\":1",
        "corpus.jsonl:1: expected \",\" or \"}\", found the end of the line (cut short?)"
      ),
      (
        line(hypotheses: "[{\"text\":\"a\",\"total\":\"x\"}]"),
        "corpus.jsonl:1: \"hypotheses[0].total\": expected a number, found the string \"x\""
      ),
    ]
    for (text, description) in descriptions {
      #expect {
        try Corpus(text: text, path: "corpus.jsonl")
      } throws: { error in
        "\(error)" == description
      }
    }
  }

  @Test func `reading line by line stops at the line that is wrong`() throws {
    var reader = CorpusReader(text: Self.good + "{", path: "corpus.jsonl")
    #expect(try reader.next()?.id == "u1")
    #expect(try reader.next()?.id == "u2")
    #expect(throws: CorpusError.self) { try reader.next() }
  }
}
