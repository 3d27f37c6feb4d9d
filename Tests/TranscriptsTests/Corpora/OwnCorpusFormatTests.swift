import Artifacts
import Testing
import Transcripts

/// A format of somebody else's, whose documents can only be parsed whole: the reference of all
/// utterances stands in the last line.
private struct ClosingReferenceFormat: CorpusFormat {
  var id: String { "closing" }
  var summary: String { "hypotheses, then \"that was\" and the reference" }
  var fileEndings: [String] { [".closing"] }
  var header: String { "begin\n" }
  var separator: String { "and\n" }
  var footer: String { "that was all\n" }

  func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool {
    guard let first = try sample.line(0), let second = try sample.line(1) else { return false }
    return try first.text() == "begin" && !second.bytes.isEmpty
  }

  func makeParser() -> any CorpusParser { Parser() }

  func text(of utterance: Utterance) -> String {
    utterance.nBest.texts.joined(separator: "\n") + "\n"
  }

  private struct Parser: CorpusParser {
    private var utterances: [PlacedUtterance]?

    mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance? {
      if utterances == nil { utterances = try document(&lines).reversed() }
      return utterances!.popLast()
    }

    private func document(
      _ lines: inout CorpusLines
    ) throws(CorpusError) -> [PlacedUtterance] {
      _ = try lines.next()
      var lists: [(line: Int, texts: [String])] = []
      while let line = try lines.next() {
        let text = try line.text()
        if text.hasPrefix("that was ") {
          return lists.enumerated().map { number, list in
            let hypotheses = list.texts.map {
              Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
            }
            return PlacedUtterance(
              Utterance(
                id: "\(number)", reference: String(text.dropFirst(9)),
                nBest: NBestList(hypotheses)), line: list.line)
          }
        }
        if lists.isEmpty { lists.append((line.number, [])) }
        if text == "and" {
          lists.append((line.number + 1, []))
        } else {
          lists[lists.count - 1].texts.append(text)
        }
      }
      throw .malformedLine(
        path: lines.path, line: 1 + lists.count, expected: "\"that was\"",
        found: "the end of the file")
    }
  }
}

@Suite struct `A corpus format of one's own` {
  private let format = ClosingReferenceFormat()

  @Test func `is read and written like those of the package`() throws {
    let text = "begin\nsea\nsee\nand\nsaw\nthat was all\n"
    let corpus = try Corpus(text: text, path: "c.closing", format: format)
    #expect(corpus.map(\.nBest.texts) == [["sea", "see"], ["saw"]])
    #expect(corpus.map(\.reference) == ["all", "all"])
    #expect(corpus.digest == .sha256(of: text))
    #expect(try CorpusWriter.text(corpus, format: format) == text)
  }

  @Test func `says itself what is wrong`() {
    let error = CorpusError.malformedLine(
      path: "c", line: 2, expected: "\"that was\"", found: "the end of the file")
    #expect(throws: error) { try Corpus(text: "begin\nsea\n", path: "c", format: format) }
    #expect(throws: CorpusError.empty(path: "c")) {
      try Corpus(text: "begin\nthat was all", path: "c", format: format)
    }
  }
}
