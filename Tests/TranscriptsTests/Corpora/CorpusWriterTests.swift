import ArtifactFiles
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
      ]), recording: Recording(voice: "kal", speed: 1, snr: 12.5, source: "s")),
    Utterance(
      id: "b", reference: "",
      nBest: NBestList([Hypothesis(text: "x", costs: FirstPassCosts(total: 1.0 / 3))])),
  ]

  @Test func `what is written reads back the same`() throws {
    let text = CorpusWriter.text(utterances)
    let corpus = try CorpusReader.read(text: text, path: "corpus.jsonl")
    #expect(corpus.utterances == utterances)
    #expect(CorpusWriter.text(corpus) == text)
  }

  @Test func `a line looks as the format says`() {
    #expect(
      CorpusWriter.line(utterances[1])
        == "{\"version\":1,\"id\":\"b\",\"reference\":\"\",\"hypotheses\":[{\"text\":\"x\",\"total\":0.3333333333333333}]}"
    )
  }

  @Test func `files are gzipped by their name and the same each time`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["/a.jsonl", "/b.jsonl.gz", "/c.jsonl.gz"] {
      try CorpusWriter.write(utterances, to: folder + name)
      #expect(try CorpusReader.read(folder + name).utterances == utterances)
    }
    let packed = try ArtifactFile.contents(of: folder + "/b.jsonl.gz")
    #expect(Gzip.isGzip(packed))
    #expect(try ArtifactFile.contents(of: folder + "/c.jsonl.gz") == packed)
    #expect(
      try CorpusReader.read(folder + "/a.jsonl").digest
        == CorpusReader.read(folder + "/b.jsonl.gz").digest)
  }
}
