import BundledCorpora
import Testing
import Transcripts

@Suite struct `The bundled corpora` {
  @Test(arguments: [
    (BundledCorpus.messagingTrain, 3_000), (.messagingDev, 400), (.messagingTest, 600),
    (.narrativeTest, 400),
  ])
  func `are as large as promised, in normalised words, without duplicates`(
    bundled: BundledCorpus, minimum: Int
  ) throws {
    let corpus = try bundled.read()
    #expect(corpus.count >= minimum)
    #expect(corpus.name == bundled.rawValue)
    let normalizer = TextNormalizer.standard
    let odd = corpus.filter { utterance in
      let texts = utterance.nBest.texts
      return texts.count > 20 || Set(texts).count != texts.count
        || ([utterance.reference] + texts).contains { normalizer.normalize($0) != $0 }
        || utterance.nBest.hypotheses.contains {
          $0.costs.acoustic == nil || $0.costs.language == nil
        }
    }
    #expect(odd.map(\.id) == [])
  }

  @Test func `no sentence is in two splits`() throws {
    var seen: [String: BundledCorpus] = [:]
    var shared: [String] = []
    for bundled in BundledCorpus.allCases {
      for utterance in try bundled.read() {
        if seen.updateValue(bundled, forKey: utterance.reference) ?? bundled != bundled {
          shared.append(utterance.reference)
        }
      }
    }
    #expect(shared == [])
  }

  @Test(arguments: BundledCorpus.allCases)
  func `leave rescoring something to win`(bundled: BundledCorpus) throws {
    let corpus = try bundled.read()
    let limits = [1, 5, 10, 20].map { WordErrorRate.oracle(of: corpus, limit: $0) }
    #expect(limits[0] == .firstPass(of: corpus))
    let edits = limits.map(\.edits)
    #expect(edits == edits.sorted(by: >))
    #expect(Double(edits[3]) < 0.8 * Double(edits[0]))
  }
}
