import Testing
import Transcripts

/// JSON lists, CSV and TSV of other people's, whose keys and columns have other names.
@Suite struct `Plain lists` {
  private static let list =
    #"[{"hypotheses":[{"text":"sea you","score":0.25},{"text":"see you","score":0.5}],"transcript":"see you"}]"#

  @Test func `what scores are must be declared`() throws {
    #expect(
      ListSamples.complaint(Self.list, as: "auto")
        == "lists:1: expected a declaration of what the scores are, found none: give --scores cost, log-probability, probability or none"
    )
    let corpus = try ListSamples.read(Self.list, as: "json,scores=probability")
    #expect(corpus[0].nBest.texts == ["see you", "sea you"])
    #expect(corpus[0].reference == "see you")
    #expect(
      ListSamples.complaint(
        Self.list.replacing("0.25", with: "-3"), as: "json,scores=probability"
      )
      .contains("expected probabilities above 0 and up to 1, found a total of -3.0"))
    #expect(
      try ListSamples.read(Self.list, as: "json,scores=none")[0].nBest.texts
        == ["sea you", "see you"])
  }

  @Test func `hypotheses are texts, pairs or objects, in an array or line by line`() throws {
    for (text, options) in [
      (#"[{"utt":"u1","nbest":["a b","c"],"ref":"a b"}]"#, ""),
      (#"{"utt":"u1","nbest":[["a b",-1],["c",-2]],"ref":"a b"}"#, ",scores=log-probability"),
      (#"{"utt":"u1","nbest":[[-1,"a b"],[-2,"c"]],"ref":"a b"}"#, ",scores=log-probability"),
      (
        #"[{"n":"u1","l":[{"t":"a b","s":"1"},{"t":"c","s":"2"}],"r":"a b"}]"#,
        ",id=n,list=l,text=t,score=s,reference=r,scores=cost"
      ),
    ] {
      let corpus = try ListSamples.read(text, as: "json" + options)
      #expect(corpus.map(\.id) == ["u1"])
      #expect(corpus[0].nBest.texts == ["a b", "c"])
      #expect(corpus[0].reference == "a b")
    }
  }

  @Test func `a score that is missing in between is said`() {
    #expect(
      ListSamples.complaint(
        #"[{"nbest":[{"text":"a","score":1},{"text":"b"}]}]"#, as: "json,scores=cost")
        == #"lists:1: expected the key "nbest[1].score", found none"#)
  }

  @Test func `CSV has quoted cells, and columns of any name`() throws {
    let text =
      "utt;ref;hyp;lp;speaker\r\nu1;see you;\"sea; \"\"you\"\"\nthere\";-2;s1\r\nu1;see you;see you;-1;s1\r\n"
    let corpus = try ListSamples.read(
      text, as: "csv,separator=;,id=utt,reference=ref,text=hyp,score=lp,scores=log-probability")
    #expect(
      corpus[0].nBest.hypotheses == [
        ListSamples.row("see you", 1), ListSamples.row("sea; \"you\"\nthere", 2),
      ])
    #expect(corpus[0].field("speaker") == "s1")
    #expect(
      ListSamples.complaint(text, as: "csv,separator=;,id=utt,text=hyp,score=lp").contains(
        "declaration"))
  }

  @Test func `rows without ids are utterances, and without references nobody knows`() throws {
    let corpus = try ListSamples.read("text,note\na,x\nb,\n", as: "csv")
    #expect(corpus.map(\.id) == ["1", "2"])
    #expect(corpus.survey.unreferenced.count == 2)
  }

  @Test func `TSV takes other names of columns, too`() throws {
    let corpus = try ListSamples.read(
      "utt\thyp\tlp\nu1\tsee\t-1\nu1\tsea\t-2\n",
      as: "tsv,id=utt,text=hyp,score=lp,scores=log-probability")
    #expect(corpus[0].nBest.hypotheses == [ListSamples.row("see", 1), ListSamples.row("sea", 2)])
    #expect(corpus[0].hasReference == false)
  }

  @Test func `a column of scores is not passed over in silence`() {
    #expect(
      ListSamples.complaint("id\ttext\tLogProb\nu1\tsee\t-1\n", as: "tsv").contains(
        "tsv,total=LogProb:FILE"))
    // Beside the costs that are read it is a field like any other.
    #expect(throws: Never.self) {
      try ListSamples.read("id,text,total,confidence\nu1,a,1,0.5\n", as: "csv")
    }
  }

  @Test(arguments: [
    ("id,text\nu1,\"a\n", "lists:2: expected the end of a quoted cell, found the end of the file"),
    (
      "id,text\nu1,\"a\"b\n",
      "lists:2: expected a comma or the end of the line after a quoted cell, found more text"
    ),
    ("id,text\nu1\n", "lists:2: expected 2 columns, as the header has, found 1"),
    ("id,text,total\nu1,a,x\n", #"lists:2: "total": expected a number, found "x""#),
    ("id,text,total\nu1,a,inf\n", #"lists:2: "total": expected a finite number, found inf"#),
    (
      "id,text,score\nu1,a,-1\n",
      #"lists:1: expected a column "total", or csv,total=score:FILE with --scores for what it holds, found "score""#
    ),
    ("id,word\nu1,a\n", #"lists:1: expected the column "text", found only "id", "word""#),
  ])
  func `what is wrong with a CSV is said with its line`(text: String, complaint: String) {
    #expect(ListSamples.complaint(text, as: "csv") == complaint)
  }
}
