import Artifacts
import Foundation
import Testing
import Transcripts

@Suite struct `Damaged corpora` {
  @Test func `a corpus with damaged bytes is read or refused, never a crash`() throws {
    let valid = Array(`Reading corpora`.good.utf8)
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let interesting = Array("{}[]\",:\\u0eE+-.9NIntf\n\t ".utf8) + [0, 0xC3, 0xFF, 0xED]
    var random = SplitMix64(seed: 20_261_121)
    var read = 0
    var refused = 0
    var withoutPlace: [String] = []
    var notFinite = 0
    for _ in 0..<4000 {
      var bytes = valid
      for _ in 0...random.below(3) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(5) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes[place] = interesting[random.below(interesting.count)]
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(interesting[random.below(interesting.count)], at: place)
        default:
          if random.below(4) == 0 { bytes.removeSubrange(place...) }
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do {
        let corpus = try Corpus(contentsOf: path)
        read += 1
        for hypothesis in corpus.flatMap(\.nBest.hypotheses)
        where !hypothesis.costs.total.isFinite || hypothesis.costs.acoustic?.isFinite == false {
          notFinite += 1
        }
        _ = WordErrorRate.oracle(of: corpus, limit: 2)
      } catch {
        refused += 1
        if !"\(error)".hasPrefix(path) { withoutPlace.append("\(error)") }
      }
    }
    #expect(read > 300)
    #expect(refused > 300)
    #expect(withoutPlace.isEmpty)
    #expect(notFinite == 0)
  }

  #if !DEBUG
    @Test func `ten megabytes are read in a moment`() throws {
      let list = NBestList(
        (0..<20).map { rank in
          Hypothesis(
            text: "tell her we're over there by the weir and don't be late \(rank)",
            costs: FirstPassCosts(
              acoustic: 8123.25 + Double(rank) / 7, language: 131.5, total: 8254.75))
        })
      var text = ""
      var count = 0
      while text.utf8.count < 10_000_000 {
        text +=
          try JSONLinesFormat().text(
            of: Utterance(id: "u\(count)", reference: "tell her we're over there", nBest: list))
        count += 1
      }
      let clock = ContinuousClock()
      var corpus: Corpus?
      let taken = try clock.measure {
        corpus = try Corpus(text: text, path: "corpus.jsonl")
      }
      print("\(text.utf8.count) bytes of corpus read in \(taken)")
      #expect(corpus?.count == count)
      // Generous, for machines under load; 0.3 s when idle.
      #expect(taken < .seconds(10))
    }
  #endif
}
