import Artifacts
import BundledLexicons
import Foundation
import Lexicons
import Perturbations
import SmallWorlds
import Testing

@Suite struct `How a lexicon was read, as recipes record it` {
  private func source(_ change: (inout LexiconReading) -> Void) throws -> LexiconSource {
    var reading = LexiconReading(.kaldi)
    change(&reading)
    return LexiconSource(
      try Lexicon(text: "cot K AA1 T\nyou\ncaught K AO1 T\n", path: "small", reading: reading))
  }

  @Test func `accents are part of the recipe`() throws {
    let kit = PerturbationKit(HomophoneIndex(try BundledLexicon.read(in: [.flapping, .cotCaught])))
    let lexicon = try #require(kit.perturbation(.homophones).recipe.settings?.sources.lexicon)
    #expect(lexicon.accents == [.cotCaught, .flapping])
    #expect(lexicon.reading?.hasSuffix("accents cot-caught and flapping") == true)
    let data = try JSONEncoder().encode(lexicon)
    #expect(try JSONDecoder().decode(LexiconSource.self, from: data) == lexicon)
    // What is drawn in an accent is not to be judged without it.
    let plain = try #require(SpokenWorld.kit.perturbation(.homophones).recipe.settings?.sources)
    let edits = PerturbationSources(lexicon: lexicon).edits(to: plain)
    #expect(edits.map(\.source) == ["lexicon read as"])
  }

  @Test func `what is unusual is recorded, and nothing else`() throws {
    let skipping = try source { $0.wrongLines = .skipped }
    #expect(skipping.skippedLines == 1 && skipping.accents == nil && skipping.vowelMarks == nil)
    #expect(
      skipping.reading == "kaldi, tones kept, length marks kept, 1 malformed line skipped")
    let accented = try source {
      $0.wrongLines = .skipped
      $0.accents = [.cotCaught]
      $0.vowelMarks = .dropped
    }
    #expect(
      accented.oddities == ["vowel marks dropped", "accent cot-caught", "1 malformed line skipped"])
    let usual = try JSONEncoder().encode(LexiconSource(SpokenWorld.lexicon))
    #expect(!String(decoding: usual, as: UTF8.self).contains("accents"))
  }

  @Test(arguments: [
    #"{"digest":"x","accents":["cockney"]}"#, #"{"digest":"x","skippedLines":"many"}"#,
    #"{"digest":"x","vowelMarks":"some"}"#,
  ])
  func `a recipe with an unknown accent or another slip is refused`(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(LexiconSource.self, from: Data(json.utf8))
    }
  }
}
