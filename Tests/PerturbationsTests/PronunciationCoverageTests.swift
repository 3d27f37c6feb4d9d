import Foundation
import Lexicons
import Perturbations
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Words without a pronunciation` {
  private let utterance = Utterance(
    id: "u", reference: "there", nBest: SmallWorld.list("there frobnicates", "their frobnicates x"))

  @Test func `are left alone and counted`() throws {
    let lexicon = try Lexicon(
      text: "there DH EH R\ntheir DH EH R\n", path: "small", format: .kaldi)
    let coverage = PronunciationCoverage(of: [utterance], in: lexicon)
    #expect(coverage.words == 5)
    #expect(coverage.unknown == 3)
    #expect(coverage.unknownWords == ["frobnicates", "x"])
    #expect(coverage.message?.hasPrefix("3 of 5 words have no pronunciation") == true)
    #expect(
      PronunciationCoverage(
        of: [Utterance(id: "v", reference: "", nBest: SmallWorld.list("there"))], in: lexicon
      ).message == nil)
  }

  /// Says every word like "weir", in the IPA.
  private struct Parrot: GraphemeToPhoneme {
    let voice = "parrot"

    func transcriptions(of words: [String]) throws(LexiconError) -> [[String]] {
      words.map { _ in ["wˈɪɹ"] }
    }
  }

  @Test func `or are said by a grapheme-to-phoneme model, and have homophones`() throws {
    let pronounced = try PronouncedWords(
      ["weeir", "there", "weeir"], from: Parrot(), in: SpokenWorld.lexicon)
    #expect(pronounced.words == ["weeir"])
    let kit = PerturbationKit(SpokenWorld.homophones, pronounced: pronounced)
    #expect(kit.homophoneCandidates.candidates(for: "weeir").contains("we're"))
    #expect(kit.homophoneCandidates.candidates(for: "there").contains("their"))
    #expect(kit.homophoneCandidates.candidates(for: "mondegreenish").isEmpty)
  }

  @Test(.enabled(if: EspeakTranscriber().path != nil, "espeak-ng is not installed"))
  func `espeak-ng says words that CMUdict lacks`() throws {
    let transcriber = EspeakTranscriber()
    let said = try transcriber.transcriptions(of: ["weir", "weeir", "frobnicate"])
    #expect(said.count == 3)
    #expect(said.allSatisfy { $0.count == 1 })
    let pronounced = try PronouncedWords(
      ["frobnicate"], from: transcriber, in: SpokenWorld.lexicon)
    #expect(!pronounced.pronunciations(of: "frobnicate").isEmpty)
  }

  @Test func `a program that is missing or says nothing is an error`() {
    for program in ["no-such-program", "/bin/true", "/bin/false"] {
      #expect {
        try EspeakTranscriber(program: program).transcriptions(of: ["weir", "sea"])
      } throws: { error in
        "\(error)".hasPrefix("\(program): expected transcriptions in the IPA")
      }
    }
  }
}
