import Artifacts
import Testing
import Transcripts

@Suite struct `A corpus's content digest` {
  private let corpus: Corpus

  init() throws {
    corpus = try Corpus(text: `Reading corpora`.good, path: "corpus.jsonl")
  }

  @Test func `tells a corpus from its first utterances`() throws {
    var reader = CorpusReader(text: `Reading corpora`.good, path: "corpus.jsonl")
    let first = try reader.corpus(limit: 1)
    #expect(first.digest == corpus.digest)
    #expect(first.contentDigest != corpus.contentDigest)
    let reversed = Corpus(
      name: corpus.name, digest: corpus.digest, utterances: corpus.utterances.reversed())
    #expect(reversed.contentDigest != corpus.contentDigest)
  }

  @Test func `does not depend on how the file is written`() throws {
    let lines = try Corpus(text: CorpusWriter.text(corpus), path: "other.jsonl")
    let table = try Corpus(text: CorpusWriter.text(corpus, format: .tsv), path: "other.tsv")
    #expect(lines.digest != corpus.digest)
    #expect(lines.contentDigest == corpus.contentDigest)
    #expect(table.contentDigest == corpus.contentDigest)
  }

  @Test func `is what sha256sum prints of the file as it is written here`() throws {
    let text = try CorpusWriter.text(corpus)
    #expect(corpus.contentDigest == .sha256(of: text))
  }
}
