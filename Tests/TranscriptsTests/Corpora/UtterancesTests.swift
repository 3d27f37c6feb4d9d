import BundledCorpora
import Testing
import Transcripts

@Suite struct `Utterances beyond memory` {
  private static let all = Result { try Array(BundledCorpus.messagingDev.read()) }

  /// Some of everything that an utterance may have or lack.
  private static let odd = [
    Utterance(id: "", reference: nil, nBest: NBestList([hypothesis("")])),
    Utterance(id: "ü\u{301}", reference: "", nBest: NBestList([hypothesis("a"), hypothesis("a")])),
    Utterance(
      id: "x", reference: "straße \u{202E}",
      nBest: NBestList([
        Hypothesis(text: "b", costs: FirstPassCosts(acoustic: -0.0, language: nil, total: 1e308)),
        Hypothesis(
          text: "c",
          costs: FirstPassCosts(acoustic: nil, language: .leastNonzeroMagnitude, total: -1)),
      ]),
      fields: [
        "voice": .text("kal"), "snr": .number(-12.5), "clean": .flag(true), "f": .flag(false),
      ]
    ),
  ]

  private static func hypothesis(_ text: String) -> Hypothesis {
    Hypothesis(text: text, costs: FirstPassCosts(acoustic: 1, language: 2, total: 3))
  }

  private func packed(_ utterances: [Utterance], room: Int) -> Utterances {
    var builder = UtterancesBuilder(room: room)
    for utterance in utterances { builder.append(utterance) }
    return builder.finish()
  }

  @Test(arguments: [0, 50_000])
  func `come back as they were`(room: Int) throws {
    let all = try Self.all.get() + Self.odd
    let packed = packed(all, room: room)
    #expect(!packed.areInMemory)
    #expect(packed == all)
    // Equal strings need not have the same code points.
    #expect(packed[405 + 1].id.unicodeScalars.elementsEqual("ü\u{301}".unicodeScalars))
    #expect(packed[405 + 2].nBest[0].costs.acoustic?.sign == .minus)
  }

  @Test func `are chosen and changed like others`() throws {
    let all = try Self.all.get()
    let packed = packed(all, room: 0)
    #expect(packed.selecting([7, 3, 3]) == [all[7], all[3], all[3]])
    let shorter = packed.mapped {
      Utterance(id: $0.id, reference: $0.reference, nBest: $0.nBest.prefix(2))
    }
    #expect(shorter.map(\.nBest.count).max() == 2)
    #expect(shorter.count == all.count)
  }

  @Test func `an id that comes again is found on its line, however many there are`() throws {
    var text = ""
    for number in 1...5_000 {
      text +=
        #"{"version":1,"id":"u\#(number)","reference":"a","hypotheses":[{"text":"a","total":1}]}"#
        + "\n"
    }
    text += #"{"version":1,"id":"u4321","reference":"a","hypotheses":[{"text":"a","total":1}]}"#
    #expect(
      throws: CorpusError.duplicateID(path: "c", line: 5_001, id: "u4321", firstLine: 4_321)
    ) {
      try Corpus(text: text, path: "c")
    }
  }
}
