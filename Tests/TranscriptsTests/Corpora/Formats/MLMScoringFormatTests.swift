import Foundation
import Testing
import Transcripts

@Suite struct `mlm-scoring JSON` {
  @Test func `hypotheses stand in the order of their numbers, wherever the reference is`() throws {
    let corpus = try ListSamples.read(
      #"""
      {"u1":{"hyp_10":{"score":-9.5,"text":"bay"},"hyp_2":{"score":-2.0,"text":"buy the pier"},
      "hyp_1":{"score":-1.25,"text":" by the pier"},"ref":"by the pier"},
      "u9":{"ref":"one two","first_pass":"won two","hyp_1":{"text":"one too","score":-31.5,"lm":-8.5,"am":-12.0}}}
      """#, as: "auto")
    #expect(corpus.map(\.id) == ["u1", "u9"])
    #expect(corpus[0].nBest.texts == ["by the pier", "buy the pier", "bay"])
    #expect(corpus[0].nBest.hypotheses.map(\.costs.total) == [1.25, 2, 9.5])
    #expect(
      corpus[1].nBest[0].costs == FirstPassCosts(acoustic: 12, language: 8.5, total: 31.5))
    #expect(corpus[1].field("first_pass") == "won two")
  }

  @Test func `texts and references may be in files beside`() throws {
    let folder = try ListFolder()
    try folder.write("texts.json", #"{"u3":{"hyp_1":"see it","hyp_10":"seat","hyp_2":"sea it"}}"#)
    let scores = try folder.write("scores.json", #"{"u3":{"hyp_1":-0.5,"hyp_2":-4,"hyp_10":-9}}"#)
    try folder.write("refs", "u3 see it\n")
    let corpus = try Corpus(
      CorpusSource(
        "mlm-scoring,texts=\(folder.path)/texts.json,references=\(folder.path)/refs:\(scores)"))
    #expect(
      corpus[0].nBest.hypotheses == [
        ListSamples.row("see it", 0.5), ListSamples.row("sea it", 4), ListSamples.row("seat", 9),
      ])
    #expect(corpus[0].reference == "see it")
  }

  @Test func `rising scores are refused, for these are costs`() {
    let text = #"{"u1":{"hyp_1":{"score":1.5,"text":"a"},"hyp_2":{"score":2.5,"text":"b"}}}"#
    #expect(
      ListSamples.complaint(text, as: "mlm-scoring").hasPrefix(
        "lists:1: expected log-probabilities or probabilities (higher is better), found scores that rise in 1 of 1"
      ))
    #expect(
      try! ListSamples.read(text, as: "mlm-scoring,scores=cost")[0].nBest.texts == ["a", "b"])
  }

  @Test(arguments: [
    (
      "{\"u1\":{\"ref\":\"a\"}}",
      #"lists:1: "hypotheses": expected at least one for "u1", found an empty list"#
    ),
    ("{\"u1\":{\"hyp_1\":{\"score\":-1}}}", #"lists:1: expected the key "hyp_1.text", found none"#),
    (
      "{\"u1\":{\"hyp_1\":-1}}",
      #"lists:1: "hyp_1": expected an object with "text", or the texts in another file (texts=FILE), found no text of "u1""#
    ),
    (
      "{\"u1\":{\"hyp_1\":{\"text\":\"a\",\"score\":-1},\"hyp_2\":{\"text\":\"b\"}}}",
      #"lists:1: expected the key "hyp_2.score", found none"#
    ),
    (
      "{\"u1\":{\"hyp_1\":{\"text\":\"a\"}},\n\"u1\":{\"hyp_1\":{\"text\":\"a\"}}}",
      #"lists:2: expected unique ids, found "u1" again (first on line 1)"#
    ),
  ])
  func `what is wrong is said with its line`(text: String, complaint: String) {
    #expect(ListSamples.complaint(text, as: "mlm-scoring") == complaint)
  }
}

/// A folder that goes when the value does.
final class ListFolder {
  let path = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }
}
