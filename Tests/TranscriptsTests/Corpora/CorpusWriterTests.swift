import Artifacts
import Foundation
import Testing
import Transcripts

@Suite struct `Writing corpora` {
  private let utterances = [
    Utterance(
      id: "a \"b\" \\ \u{1}", reference: "we're é 😀",
      nBest: NBestList([
        Hypothesis(
          text: "\t", costs: FirstPassCosts(acoustic: 0.1, language: 1e-300, total: -1.5e300)),
        Hypothesis(text: "", costs: FirstPassCosts(total: 12)),
      ]), fields: ["voice": "kal", "speed": 1, "snr": 12.5, "source": "s"]),
    Utterance(
      id: "b", reference: "",
      nBest: NBestList([Hypothesis(text: "x", costs: FirstPassCosts(total: 1.0 / 3))])),
  ]

  @Test func `what is written reads back the same`() throws {
    let text = try CorpusWriter.text(utterances)
    let corpus = try Corpus(text: text, path: "corpus.jsonl")
    #expect(corpus.utterances == utterances)
    #expect(try CorpusWriter.text(corpus) == text)
  }

  @Test func `a line looks as the format says`() throws {
    #expect(
      try CorpusWriter.text(utterances.suffix(1))
        == "{\"version\":1,\"id\":\"b\",\"reference\":\"\",\"hypotheses\":[{\"text\":\"x\",\"total\":0.3333333333333333}]}\n"
    )
  }

  @Test func `files are gzipped by their name and the same each time`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let corpus = Corpus(name: "a", digest: .sha256(of: ""), utterances: utterances)
    for name in ["/a.jsonl", "/b.jsonl.gz", "/c.jsonl.gz"] {
      try corpus.write(to: folder + name)
      #expect(try Corpus(contentsOf: folder + name).utterances == utterances)
    }
    let packed = try ArtifactFile.contents(of: folder + "/b.jsonl.gz")
    #expect(Gzip.isGzip(packed))
    #expect(try ArtifactFile.contents(of: folder + "/c.jsonl.gz") == packed)
    #expect(
      try Corpus(contentsOf: folder + "/a.jsonl").digest
        == Corpus(contentsOf: folder + "/b.jsonl.gz").digest)
  }

  @Test func `a corpus that can't be written leaves what stood there`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a.jsonl"
    try ArtifactFile.write(Data("before".utf8), to: path)
    let odd = Utterance(
      id: "odd", reference: "",
      nBest: NBestList([Hypothesis(text: "", costs: FirstPassCosts(total: .nan))]))
    for format in CorpusFormats.all where format.contents.contains(.totals) {
      let before = [utterances[0], odd].map { $0.reduced(to: format.contents) }
      #expect(
        throws: CorpusError.inexpressible(
          format: format.id, id: "odd", reason: "expected finite numbers, found nan")
      ) {
        try Corpus(name: "a", digest: .sha256(of: ""), utterances: before)
          .write(to: path, format: format)
      }
    }
    for format in CorpusFormats.all where !format.contents.contains(.writing) {
      #expect(throws: CorpusError.self) {
        try Corpus(name: "a", digest: .sha256(of: ""), utterances: [odd]).write(
          to: path, format: format)
      }
    }
    #expect(throws: CorpusError.self) {
      try CorpusWriter.write(to: path, format: .jsonLines) { () throws(CorpusError) in
        throw .empty(path: "source")
      }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.jsonl"])
  }
}
