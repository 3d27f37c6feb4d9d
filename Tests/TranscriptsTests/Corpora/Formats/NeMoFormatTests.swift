import Testing
import Transcripts

@Suite struct `NeMo beams` {
  private let folder: ListFolder
  private let manifest: String

  init() throws {
    folder = try ListFolder()
    manifest = try folder.write(
      "manifest.nemo",
      """
      {"audio_filepath":"/d/a_0001.wav","duration":2.1,"text":"see the knight"}
      {"audio_filepath":"/d/a_0002.flac","text":"null","speaker":"x"}

      """)
  }

  private func read(_ beams: String, _ options: String = "") throws -> Corpus {
    let path = try folder.write("beams.tsv", beams)
    return try Corpus(CorpusSource("nemo,manifest=\(manifest)\(options):\(path)"))
  }

  private static let beams = "see the knight\t-2.5\n\"sea the night\t-3.25\n\t-0.5\nnull\t-7.5"

  @Test(arguments: ["", ",beam=2"])
  func `lists follow the manifest, and every text is a text`(options: String) throws {
    let corpus = try read(Self.beams, options)
    #expect(corpus.map(\.id) == ["a_0001", "a_0002"])
    #expect(corpus.map(\.reference) == ["see the knight", "null"])
    #expect(
      corpus[0].nBest.hypotheses == [
        ListSamples.row("see the knight", 2.5), ListSamples.row("\"sea the night", 3.25),
      ])
    #expect(corpus[1].nBest.texts == ["", "null"])
  }

  @Test func `another key may hold the id`() throws {
    #expect(
      try read(Self.beams, ",id=audio_filepath").map(\.id) == ["/d/a_0001.wav", "/d/a_0002.flac"])
  }

  @Test func `lines must be the manifest's times the beam`() throws {
    let path = folder.path + "/beams.tsv"
    func complaint(_ beams: String, _ options: String = "") -> String {
      do { return "\(try read(beams, options).count)" } catch { return "\(error)" }
    }
    #expect(
      complaint("a\t-1\nb\t-2\nc\t-3\n")
        == "\(path):3: expected a multiple of 2 lines, one beam for each utterance of \(manifest), found 3 lines"
    )
    #expect(
      complaint("a\t-1\nb\t-2\nc\t-3\n", ",beam=2")
        == "\(path):4: expected 2 lines for \"a_0002\" (utterance 2 of the manifest), found the end after 1"
    )
    #expect(
      complaint(Self.beams + "\nmore\t-1", ",beam=2")
        == "\(path):5: expected the end, after 2 utterances of the manifest with 2 lines each, found another line"
    )
    #expect(
      complaint("a\t-1\nb\tinf\n")
        == "\(path):2: \"a score\": expected a finite number, found inf")
    #expect(
      complaint("a\t-1\nb -2\n")
        == "\(path):2: expected a text, a tab and a score, found something else")
  }

  @Test func `beams without a manifest are named and refused`() throws {
    let path = try folder.write("beams.tsv", Self.beams)
    let error = #expect(throws: CorpusError.self) { try Corpus(contentsOf: path) }
    #expect(
      "\(error!)" == "\(path): this looks like NeMo beams; give it as nemo,manifest=FILE:\(path)")
    #expect(throws: CorpusError.self) { try Corpus(CorpusSource("nemo:\(path)")) }
    let given = #expect(throws: CorpusError.self) {
      try Corpus(CorpusSource("mlm-scoring:\(path)"))
    }
    #expect(
      "\(given!)"
        == "\(path): expected mlm-scoring JSON, found NeMo beams; give it as nemo,manifest=FILE:\(path)"
    )
  }
}
