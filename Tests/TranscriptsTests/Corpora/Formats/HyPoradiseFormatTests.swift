import Testing
import Transcripts

@Suite struct `HyPoradise JSON` {
  @Test func `lists without ids and scores are numbered, and keep their order without copies`()
    throws
  {
    let corpus = try ListSamples.read(
      #"""
      [
        {"input": ["four pears", "for pears",
          "four pears"], "output": "four pears"},
        {"input": ["<UNK>", "hm", ""], "output": "right here"}
      ]
      """#, as: "auto")
    #expect(corpus.map(\.id) == ["1", "2"])
    #expect(corpus[0].nBest.texts == ["four pears", "for pears"])
    #expect(corpus[1].nBest.texts == ["", "hm"])
    #expect(corpus.survey.copies == 2)
    #expect(corpus.place(of: 1).line == 4)
    #expect(corpus.survey.unscored.count == 2)
  }

  @Test func `scores are log-probabilities under either name`() throws {
    for name in ["am_score", "score"] {
      let corpus = try ListSamples.read(
        #"[{"id":"q7","input":["pay $five","pay five"],"output":"pay five","\#(name)":[-0.25,-0.5]}]"#,
        as: "auto")
      #expect(corpus[0].id == "q7")
      #expect(corpus[0].nBest.hypotheses.map(\.costs.total) == [0.25, 0.5])
    }
  }

  @Test func `copies stay where they are declared to`() throws {
    let corpus = try ListSamples.read(
      #"[{"input":["a","b","a"],"output":"a"}]"#, as: "hyporadise,duplicates=keep")
    #expect(corpus[0].nBest.texts == ["a", "b", "a"])
    #expect(corpus.survey.duplicated.count == 1)
  }

  @Test func `joined inputs are parted at full stops, unless a text may have one`() throws {
    let corpus = try ListSamples.read(
      #"[{"input1":"see you.","input2":"sea you. seat. ","output":"see you"}]"#, as: "auto")
    #expect(corpus[0].nBest.texts == ["see you", "sea you", "seat"])
    #expect(
      ListSamples.complaint(#"[{"input1":"a.","input2":"at 3.5 p.m. b. "}]"#, as: "hyporadise")
        .contains("expected texts without full stops"))
  }

  @Test func `without an output nobody knows what was said`() throws {
    let corpus = try ListSamples.read(#"[{"input":["a"]}]"#, as: "hyporadise")
    #expect(corpus[0].hasReference == false)
    #expect(corpus.survey.unreferenced.count == 1)
  }

  @Test(arguments: [
    (
      #"[{"input":["a","b"],"score":[-1]}]"#,
      #"lists:1: "score": expected 2 numbers, one for each text, found 1"#
    ),
    (
      "[{\"input\":[\"a\"]},\n{\"input\":[1]}]",
      #"lists:2: "input[0]": expected a string, found the number 1"#
    ),
    (
      "[{\"input\":[\"a\"],\n\"score\":[NaN]}]",
      #"lists:1: "score[0]": expected a finite number, found NaN"#
    ),
    (
      "[{\"input\":[\"a\"]},\n{\"input\":[]}]",
      #"lists:2: "hypotheses": expected at least one for "2", found an empty list"#
    ),
    (
      "[{\"input\":[\"a\"]},\n{\"input\":[\"b\" \"c\"]}]",
      #"lists:2:15: expected "," or "]", found """"#
    ),
    ("[{\"input\":[\"a\"]}\n{\"input\":[\"b\"]}]", #"lists:2:1: expected "," or "]", found "{""#),
    (
      "[{\"input\":[\"a\"]},\n{\"input\":[\"b",
      "lists:2: expected the end of a string, found the end of the line (cut short?)"
    ),
    (
      "[{\"input\":[\"a\"],\"output\":\"a\"}",
      "lists:1: expected the end of the document, found the end of the line (cut short?)"
    ),
    (
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5",
      "lists: expected lists, found a pointer of Git Large File Storage: fetch the file itself (git lfs pull)"
    ),
  ])
  func `what is wrong is said with its line`(text: String, complaint: String) {
    #expect(ListSamples.complaint(text, as: "hyporadise") == complaint)
  }
}
