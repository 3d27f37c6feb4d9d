import Testing
import Transcripts

@Suite struct `Naming a corpus` {
  @Test func `a format and its options stand before a colon`() throws {
    let source = try CorpusSource("kaldi-nbest,lmwt=12,scores=cost,markup=drop:a:b,c.txt")
    #expect(source.format?.id == "kaldi-nbest")
    #expect(source.path == "a:b,c.txt")
    #expect(source.declared.scores == .cost)
    #expect(source.declared.markup == .drop)
    #expect(try CorpusSource("auto,scores=none:-").declared.scores == ScoreDirection.none)
    #expect(try CorpusSource("auto:x").format == nil)
  }

  @Test func `a path may have colons of its own`() throws {
    #expect(try CorpusSource("./it:x.json").path == "./it:x.json")
    #expect(try CorpusSource("/data/a:b").format == nil)
  }

  @Test func `defaults hold where nothing else is said`() throws {
    let defaults = CorpusDeclaration(scores: .probability)
    #expect(try CorpusSource("json:x", defaults: defaults).declared.scores == .probability)
    #expect(try CorpusSource("json,scores=cost:x", defaults: defaults).declared.scores == .cost)
  }

  @Test(arguments: [
    ("hyporadize:x", "found \"hyporadize\"; did you mean hyporadise?"),
    ("nemo,manfest=x:y", "found \"manfest\"; did you mean manifest?"),
    ("kaldi-nbest,lmwt=0:y", "\"lmwt\": expected a number above 0, found \"0\""),
    ("kaldi-nbest,lmwt:y", "expected NAME=VALUE between commas, found \"lmwt\""),
    (
      "jsonl,scores=up:y",
      "\"scores\": expected cost, log-probability, probability, none, found \"up\""
    ),
  ])
  func `what can't be is said with what can`(source: String, complaint: String) {
    let error = #expect(throws: CorpusError.self) { try CorpusSource(source) }
    #expect("\(error!)".hasSuffix(complaint), "\(error!)")
  }

  @Test func `marked words are dropped where that is declared`() throws {
    let corpus = try ListSamples.read(
      #"[{"input":["see <unk> you [noise]","a <b c>"],"output":"see you <sil>"}]"#,
      as: "hyporadise,markup=drop")
    #expect(corpus[0].nBest.texts == ["see you", "a <b c>"])
    #expect(corpus[0].reference == "see you")
  }

  @Test func `only totals are kept where that is declared`() throws {
    let corpus = try ListSamples.read(
      #"{"u":{"ref":"a","hyp_1":{"text":"a","score":-1,"am":-2,"lm":-3}}}"#,
      as: "mlm-scoring,costs=total")
    #expect(corpus[0].nBest[0].costs == FirstPassCosts(total: 1))
  }
}
