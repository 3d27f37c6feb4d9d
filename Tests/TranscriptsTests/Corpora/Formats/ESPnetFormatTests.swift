import Testing
import Transcripts

@Suite struct `ESPnet's results` {
  private static func utterance(_ id: String, _ score: String = "-1.5") -> String {
    #"""
    "\#(id)":{"input":[{"shape":[3,83]}],"output":[{"name":"target1[1]","text":"SEE YOU",
    "rec_text":"▁SEE▁YOU<eos>","score":\#(score)},{"name":"target1[2]","text":"SEE YOU",
    "rec_text":"SEA YOU<eos>","score":"tensor(-2.25, device='cuda:0')"}],"utt2spk":"s1"}
    """#
  }

  @Test func `ESPnet1's lists have their scores as numbers or texts`() throws {
    let corpus = try ListSamples.read(
      "{\"meta\":[1],\"utts\":{\n\(Self.utterance("u1")),\n\(Self.utterance("u2"))}}", as: "auto")
    #expect(corpus.map(\.id) == ["u1", "u2"])
    #expect(
      corpus[1].nBest.hypotheses == [
        ListSamples.row("SEE YOU", 1.5), ListSamples.row("SEA YOU", 2.25),
      ])
    #expect(corpus[0].reference == "SEE YOU")
    #expect(corpus[0].field("utt2spk") == "s1")
  }

  @Test func `ESPnet1's parts are one corpus, without what was merged of them`() throws {
    let folder = try ListFolder()
    try folder.write("data.json", "{\"utts\":{\(Self.utterance("u1"))}}")
    try folder.write("data.10.json", "{\"utts\":{\(Self.utterance("u10"))}}")
    try folder.write("data.2.json", "{\"utts\":{\(Self.utterance("u2"))}}")
    #expect(try Corpus(CorpusSource("espnet1:\(folder.path)")).map(\.id) == ["u2", "u10"])
    #expect(try Corpus(contentsOf: folder.path).count == 2)
  }

  @Test func `ESPnet2's ranks are gathered by id, and some may be missing`() throws {
    let folder = try ListFolder()
    try folder.write("1best_recog/text", "u1 see you\nu2\n")
    try folder.write("1best_recog/score", "u1 tensor(-1.5)\nu2 0.0\n")
    try folder.write("1best_recog/token", "u1 s e e\nu2\n")
    try folder.write("2best_recog/text", "u1 sea  you\n")
    try folder.write("2best_recog/score", "u1 -2.5\n")
    try folder.write("10best_recog/text", "u1 seat\n")
    try folder.write("10best_recog/score", "u1 -9\n")
    let references = try folder.write("refs.trn", "see you (U1)\n (u2)\n")
    let corpus = try Corpus(CorpusSource("auto,references=\(references):\(folder.path)"))
    #expect(
      corpus[0].nBest.hypotheses == [
        ListSamples.row("see you", 1.5), ListSamples.row("sea  you", 2.5),
        ListSamples.row("seat", 9),
      ])
    #expect(corpus[1].nBest.texts == [""])
    #expect(corpus[1].hasReference)
    #expect(corpus[0].reference == "see you")
  }

  @Test func `a score that is missing or no number is said with file and line`() throws {
    let folder = try ListFolder()
    try folder.write("1best_recog/text", "u1 see you\nu2 a\n")
    let scores = try folder.write("1best_recog/score", "u1 -1.5\n")
    let error = #expect(throws: CorpusError.self) { try Corpus(contentsOf: folder.path) }
    #expect(
      "\(error!)"
        == "\(folder.path)/1best_recog/text:2: expected a line for \"u2\" in \(folder.path)/1best_recog/score, found none"
    )
    try folder.write("1best_recog/score", "u1 -1.5\nu2 nan\n")
    let other = #expect(throws: CorpusError.self) { try Corpus(contentsOf: folder.path) }
    #expect("\(other!)" == "\(scores):2: \"a score\": expected a finite number, found nan")
  }
}
