import Testing
import Transcripts

@Suite struct `Fields of utterances` {
  private func utterance(_ members: String) throws -> Utterance {
    try Corpus(
      text: "{\"version\":1,\"id\":\"u\",\"reference\":\"a\",\(members),"
        + "\"hypotheses\":[{\"text\":\"a\",\"total\":1}]}\n", path: "c.jsonl"
    ).utterances[0]
  }

  @Test func `texts, numbers and truth values under any key are fields`() throws {
    let read = try utterance(
      #""speaker":"7","age":42,"snr":12.5,"native":false,"tags":[1],"more":{},"x":null"#)
    #expect(
      read.fields == ["speaker": "7", "age": 42, "snr": 12.5, "native": false])
    #expect(read.field("age") == "42")
    #expect(read.field("native") == "false")
    #expect(read.field("tags") == nil)
    #expect(read.field("reference") == nil)
  }

  @Test func `an empty text says nothing`() throws {
    #expect(try utterance("\"speaker\":\"\"").field("speaker") == nil)
  }

  @Test func `JSON Lines write the common fields first and the others by name`() throws {
    let text = try CorpusWriter.text(
      Corpus(
        name: "c", digest: .sha256(of: ""),
        utterances: [try utterance(#""z":1.5,"b":"q\"","snr":2,"voice":"k","a":true"#)]),
      format: .jsonLines)
    #expect(
      text.hasPrefix(
        "{\"version\":1,\"id\":\"u\",\"reference\":\"a\",\"voice\":\"k\",\"snr\":2,"
          + "\"a\":true,\"b\":\"q\\\"\",\"z\":1.5,\"hypotheses\""))
  }

  @Test func `columns of any name are fields, of a list's first row`() throws {
    let corpus = try Corpus(
      text: "id\ttext\treference\ttotal\tspeaker\tsnr\tpath\nu\ta\ta\t1\ts 1\t3\t\n"
        + "u\tb\ta\t2\ts 1\t3\tsecond\n", path: "c.tsv")
    #expect(corpus.utterances[0].fields == ["speaker": "s 1", "snr": 3])
  }
}
