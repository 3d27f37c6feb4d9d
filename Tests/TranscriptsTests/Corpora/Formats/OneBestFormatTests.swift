import Testing
import Transcripts

/// Formats with a hypothesis an utterance: icefall's, Whisper's and SCTK's.
@Suite struct `Lists of one hypothesis` {
  @Test func `icefall's lists are Python's`() throws {
    let corpus = try ListSamples.read(
      "u1:\tref=['SEE', \"IT'S\"]\nu1:\thyp=['SEA', 'IT\\'S']\nu2:\tref=[]\nu2:\thyp=[]\nu2:\thyp=['\\u00e9']\n",
      as: "auto")
    #expect(corpus.map(\.reference) == ["SEE IT'S", ""])
    #expect(corpus[0].nBest.texts == ["SEA IT'S"])
    #expect(corpus[1].nBest.texts == ["", "é"])
    #expect(
      ListSamples.complaint("u1:\tref=['A']\nu2:\thyp=['B']\n", as: "icefall")
        == #"lists:1: "hypotheses": expected at least one for "u1", found an empty list"#)
    #expect(
      ListSamples.complaint("u1:\thyp=['A'\n", as: "icefall")
        == "lists:1: expected a comma or ], found the end of the line")
    #expect(
      ListSamples.complaint("u1:\thyp=['\\ud800A']\n", as: "icefall")
        == "lists:1: expected 4 hexadecimal digits of a character, found \"d800A']\"")
  }

  @Test func `a file of Whisper's is an utterance named like it`() throws {
    let folder = try ListFolder()
    try folder.write(
      "a1.json",
      """
      {"text": " See you.", "language": "en",
       "segments": [{"id": 0, "text": " See you.", "avg_logprob": -0.25, "tokens": [50364, 3008]}]}
      """)
    try folder.write("a2.json", #"{"text":"","segments":[]}"#)
    try folder.write(
      "a10.json", #"[{"text":"oh","avg_logprob":-1},{"text":"no","avg_logprob":-1}]"#)
    let corpus = try Corpus(contentsOf: folder.path)
    #expect(corpus.map(\.id) == ["a1", "a2", "a10"])
    #expect(corpus.map { $0.nBest[0].text } == ["See you.", "", "oh no"])
    #expect(corpus[0].nBest[0].costs.total == 0.5)
    #expect(try Corpus(contentsOf: folder.path + "/a1.json").map(\.id) == ["a1"])
  }

  @Test func `trn has its id at the end`() throws {
    let corpus = try ListSamples.read(
      ";; made by hand\nSEE (you) PIER (spk1-01)\n\n (spk1-02)\n", as: "trn,markup=keep")
    #expect(corpus.map(\.id) == ["spk1-01", "spk1-02"])
    #expect(corpus.map { $0.nBest[0].text } == ["SEE (you) PIER", ""])
    #expect(
      ListSamples.complaint("a (u1)\nb\n", as: "trn")
        == "lists:2: expected a text and an id in parentheses, found no id at the end")
  }

  private static let segments = """
    ;; LABEL "O" "Overall" "all"
    f1 a f1-a 0.06 3.47 <O,WA> i've { um / uh } seen it
    f1 a f1-a 3.47 4.00 IGNORE_TIME_SEGMENT_IN_SCORING
    f1 a f1-a 4.00 7.25
    """

  @Test func `stm has segments, and passes over what isn't scored`() throws {
    let corpus = try ListSamples.read(Self.segments, as: "auto")
    #expect(corpus.map(\.id) == ["f1-a-0.06-3.47", "f1-a-4.00-7.25"])
    #expect(corpus.map(\.reference) == ["i've um seen it", ""])
    #expect(corpus[0].field("label") == "O,WA")
    #expect(
      try ListSamples.read(Self.segments, as: "stm,id=centiseconds").map(\.id)
        == ["f1-a-0000006-0000347", "f1-a-0000400-0000725"])
    #expect(
      ListSamples.complaint("f1 a s 0 x text\n", as: "stm")
        == "lists:1: expected the time of an end, found \"x\"")
  }

  private static let words = """
    f1 A 0.10 0.2 I'VE 0.9
    f1 A * * <ALT_BEGIN>
    f1 A 0.40 0.2 UH 0.4
    f1 A * * <ALT>
    f1 A 0.40 0.2 A 0.4
    f1 A * * <ALT_END>
    f1 A 3.10 0.2 SEEN
    f1 A 5.10 0.2 KNIGHT 0.4
    """

  @Test func `ctm has words, which segments part by their middles`() throws {
    let folder = try ListFolder()
    let stm = try folder.write("ref.stm", Self.segments)
    let ctm = try folder.write("hyp.ctm", Self.words)
    let corpus = try Corpus(CorpusSource("ctm,segments=\(stm):\(ctm)"))
    #expect(corpus.map { $0.nBest[0].text } == ["I'VE UH SEEN", "KNIGHT"])
    #expect(corpus.map(\.reference) == ["i've um seen it", ""])
    #expect(corpus[0].errors(of: corpus[0].nBest[0].text).edits == 1)
    let whole = try ListSamples.read(Self.words, as: "auto")
    #expect(whole.map(\.id) == ["f1-A"])
    #expect(whole[0].nBest[0].text == "I'VE UH SEEN KNIGHT")
    #expect(
      ListSamples.complaint("f1 A 0 x WORD\n", as: "ctm")
        == "lists:1: expected a duration, found \"x\"")
  }
}
