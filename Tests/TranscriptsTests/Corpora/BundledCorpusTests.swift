import BundledCorpora
import Foundation
import Testing
import Transcripts

@Suite struct `The bundled corpora` {
  @Test(arguments: BundledCorpus.allCases)
  func `are as large as promised, under their names`(bundled: BundledCorpus) throws {
    let minimum =
      switch bundled.plan {
      case .messagingTrain: 3_000
      case .messagingTest: 600
      default: 400
      }
    let corpus = try bundled.read()
    #expect(corpus.count >= minimum)
    #expect(corpus.name == bundled.rawValue)
  }

  @Test(arguments: BundledCorpus.allCases.filter { !$0.isWhisper })
  func `hold PocketSphinx's lists of normalized words with both costs and without duplicates`(
    bundled: BundledCorpus
  ) throws {
    let normalizer = TextNormalizer.standard
    let odd = try bundled.read().filter { utterance in
      let texts = utterance.nBest.texts
      return texts.count > 20 || Set(texts).count != texts.count
        || ([utterance.reference] + texts).contains { normalizer.normalize($0) != $0 }
        || utterance.nBest.hypotheses.contains {
          $0.costs.acoustic == nil || $0.costs.language == nil
        }
    }
    #expect(odd.map(\.id) == [])
  }

  @Test(arguments: BundledCorpus.allCases.filter(\.isWhisper))
  func `hold Whisper's lists of 5 to 20 written texts that differ in words, with one cost`(
    bundled: BundledCorpus
  ) throws {
    let normalizer = TextNormalizer.standard
    let corpus = try bundled.read()
    let odd = corpus.filter { utterance in
      let hypotheses = utterance.nBest.hypotheses
      let compared = hypotheses.map { normalizer.normalize($0.text) }
      let totals = hypotheses.map(\.costs.total)
      return !(5...20).contains(compared.count) || Set(compared).count != compared.count
        || compared.contains("") || totals != totals.sorted() || totals[0] < 0
        || hypotheses.contains { $0.costs.acoustic != nil || $0.costs.language != nil }
    }
    #expect(odd.map(\.id) == [])
    // Written texts, not words: most begin with a capital and end in a mark.
    let written = corpus.count { utterance in
      let text = utterance.nBest.hypotheses[0].text
      return text.first?.isUppercase == true && text.last?.isPunctuation == true
    }
    #expect(Double(written) > 0.8 * Double(corpus.count))
  }

  @Test(arguments: BundledCorpus.allCases.filter(\.isWhisper))
  func `say the same for both recognizers, by the same voices`(bundled: BundledCorpus) throws {
    func number(_ id: String) -> Substring { id.suffix(6) }
    let twins = try Dictionary(
      uniqueKeysWithValues: bundled.plan.read().map { (number($0.id), $0) })
    let corpus = try bundled.read()
    #expect(corpus.count == twins.count)
    let other = corpus.filter { utterance in
      guard let twin = twins[number(utterance.id)] else { return true }
      return TextNormalizer.standard.normalize(utterance.reference) != twin.reference
        || ["voice", "speed", "snr", "source"].contains { utterance.field($0) != twin.field($0) }
    }
    #expect(other.map(\.id) == [])
  }

  @Test func `no sentence is in two splits`() throws {
    var seen: [String: BundledCorpus] = [:]
    var shared: [String] = []
    for bundled in BundledCorpus.allCases {
      for utterance in try bundled.read() {
        let words = TextNormalizer.standard.normalize(utterance.reference)
        if seen.updateValue(bundled.plan, forKey: words) ?? bundled.plan != bundled.plan {
          shared.append(utterance.reference)
        }
      }
    }
    #expect(shared == [])
  }

  @Test(
    arguments: BundledCorpus.allCases.filter {
      $0.rawValue.hasSuffix("-test") && ($0.isWhisper || $0.rawValue.hasPrefix("service"))
    })
  func `have speakers and rooms enough to resample by`(bundled: BundledCorpus) throws {
    let corpus = try bundled.read()
    let settings = corpus.compactMap { $0.field("setting") }
    #expect(settings.count == corpus.count)
    #expect(Set(settings).count >= 12)
    #expect(
      Set(corpus.compactMap { $0.field("room") })
        == ["booth", "office", "hall", "babble", "telephone"])
    let mismatched = corpus.filter {
      $0.field("setting") != "\($0.field("speaker") ?? "")/\($0.field("room") ?? "")"
    }
    #expect(mismatched.map(\.id) == [])
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
