import Testing
import Transcripts

@Suite struct `References from another file` {
  private let folder: ListFolder
  private let lists: String

  init() throws {
    folder = try ListFolder()
    lists = try folder.write(
      "lists.jsonl",
      """
      {"version":1,"id":"a-1","hypotheses":[{"text":"sea you"}]}
      {"version":1,"id":"a-2","hypotheses":[{"text":"uh yes"}]}

      """)
  }

  private func read(_ references: String, as format: String = "") throws -> Corpus {
    let path = try folder.write("references", references)
    return try Corpus(
      CorpusSource(
        "jsonl,references=\(format.replacing(",", with: "%2C").replacing(":", with: "%3A"))\(path):\(lists)"
      ))
  }

  @Test func `trn, Kaldi's text, stm, manifests and lists all serve`() throws {
    for (text, format) in [
      ("see you (A-1)\nyes (a-2)\n", ""),
      ("a-2 yes\na-1 see you\n", ""),
      ("{\"a-1\": \"see you\",\n \"a-2\": {\"ref\": \"yes\"}}", ""),
      ("{\"a-1\":{\"hyp_1\":{\"text\":\"x\"},\"ref\":\"see you\"},\"a-2\":{\"ref\":\"yes\"}}", ""),
      ("f 1 a-1 0 1 see you\nf 1 a-2 1 2 yes\n", "stm,id=speaker:"),
      (
        #"{"audio_filepath":"/x/a-1.wav","text":"see you"}"# + "\n"
          + #"{"audio_filepath":"/x/a-2.wav","text":"yes"}"# + "\n", ""
      ),
      (
        #"{"version":1,"id":"a-1","reference":"see you","hypotheses":[{"text":"x"}]}"# + "\n"
          + #"{"version":1,"id":"a-2","reference":"yes","hypotheses":[{"text":"x"}]}"# + "\n", ""
      ),
    ] {
      #expect(try read(text, as: format).map(\.reference) == ["see you", "yes"], "\(text)")
    }
  }

  @Test func `missing and duplicate ids are named`() throws {
    let missing = #expect(throws: CorpusError.self) { try read("a-1 see you\n") }
    #expect(
      "\(missing!)"
        == "\(folder.path)/references: expected a reference for each utterance of \(lists), found none for 1: a-2"
    )
    let twice = #expect(throws: CorpusError.self) { try read("a-1 a\na-2 b\na-1 c\n") }
    #expect(
      "\(twice!)"
        == "\(folder.path)/references:3: expected unique ids, found \"a-1\" again (first on line 1)"
    )
  }

  @Test func `alternations and optional words count as sclite counts them`() throws {
    let corpus = try read("{ see / sea } you (a-1)\n(uh) { yes / @ } (um) (a-2)\n")
    #expect(corpus.map(\.reference) == ["see you", "uh yes um"])
    #expect(WordErrorRate.firstPass(of: corpus).edits == 0)
    let kept = try folder.write("ref.trn", "{ see / sea } you (a-1)\nyes (a-2)\n")
    let words = try Corpus(CorpusSource("jsonl,markup=keep,references=\(kept):\(lists)"))
    #expect(WordErrorRate.firstPass(of: words.prefix(1)).edits == 1)
  }

  @Test func `markup survives JSON Lines`() throws {
    let corpus = try read("{ see / sea } you (a-1)\nyes (a-2)\n")
    let again = try Corpus(text: CorpusWriter.text(corpus), path: "again")
    #expect(again.utterances == corpus.utterances)
    #expect(WordErrorRate.firstPass(of: again).edits == 1)
  }

  @Test func `an alternation that isn't closed is refused`() throws {
    let error = #expect(throws: CorpusError.self) { try read("{ see / sea you (a-1)\nyes (a-2)\n") }
    #expect("\(error!)".contains("whose alternations { a / b } are closed"))
  }
}
