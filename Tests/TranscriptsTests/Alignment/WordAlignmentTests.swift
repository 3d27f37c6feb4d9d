import Artifacts
import Testing
import Transcripts

@Suite struct `Word alignment` {
  private func align(
    _ reference: String, _ hypothesis: String, _ weights: WordAlignment.Weights = .unit
  ) -> WordAlignment {
    WordAlignment(
      reference: TextNormalizer.standard.words(in: reference),
      hypothesis: TextNormalizer.standard.words(in: hypothesis), weights: weights)
  }

  @Test func `each kind of edit`() {
    let alignment = align("tell her we're over there", "tell him were over there now")
    #expect(
      alignment.operations
        == [.hit, .substitution, .substitution, .hit, .hit, .insertion])
    #expect(alignment.substitutions == 2)
    #expect(alignment.insertions == 1)
    #expect(alignment.deletions == 0)
    #expect(alignment.hits == 3)
    #expect(alignment.edits == 3)
    #expect(align("a b c", "a c").operations == [.hit, .deletion, .hit])
  }

  @Test(arguments: [WordAlignment.Weights.unit, .sclite])
  func `texts of very many words are aligned, too`(weights: WordAlignment.Weights) {
    let many = (0..<150_000).map { UInt32($0) }
    let one = WordAlignment(reference: many, hypothesis: [70_000], weights: weights)
    #expect(one.hits == 1 && one.deletions == 149_999 && one.edits == 149_999)
    let other = WordAlignment(reference: [70_000], hypothesis: many, weights: weights)
    #expect(other.hits == 1 && other.insertions == 149_999)
    // Each seventh word lost, each thousandth another.
    let long = Array(many.prefix(12_000))
    let heard = long.filter { $0 % 7 != 3 }.map { $0 % 1_000 == 0 ? $0 + 1_000_000 : $0 }
    let both = WordAlignment(reference: long, hypothesis: heard, weights: weights)
    let lost = long.count { $0 % 7 == 3 }
    #expect(both.deletions == lost && both.insertions == 0)
    #expect(both.substitutions == heard.count { $0 > 999_999 })
    #expect(both.operations.count == long.count)
  }

  @Test func `empty texts`() {
    #expect(align("", "").operations.isEmpty)
    #expect(align("a b", "").operations == [.deletion, .deletion])
    #expect(align("", "a b").operations == [.insertion, .insertion])
  }

  @Test func `among alignments with the fewest edits the one with the most hits wins`() {
    // Two substitutions would be as many edits.
    #expect(align("a b", "c a").operations == [.insertion, .hit, .deletion])
  }

  @Test func `a tie is broken the same way each time`() {
    #expect(align("a", "b c").operations == [.insertion, .substitution])
    #expect(align("a b", "c").operations == [.deletion, .substitution])
    #expect(align("a a", "a").operations == [.deletion, .hit])
  }

  @Test func `sclite's weights avoid substitutions`() {
    let (reference, hypothesis) = ("x b c d e f", "b y z w v u")
    #expect(align(reference, hypothesis).edits == 6)
    // 4·6 = 24 against 3·2 + 4·4 = 22.
    #expect(align(reference, hypothesis, .sclite).substitutions == 4)
  }

  @Test func `the distance alone equals the alignment's edits`() {
    var random = SplitMix64(seed: 3)
    var wrong = 0
    for round in 0..<3000 {
      let longest = round % 20 == 0 ? 200 : 24
      let words = UInt32(1 + random.below(12))
      func text(_ random: inout SplitMix64) -> [UInt32] {
        (0..<random.below(longest)).map { _ in UInt32(random.below(Int(words))) }
      }
      let (first, second) = (text(&random), text(&random))
      let alignment = WordAlignment(reference: first, hypothesis: second)
      if WordDistance.edits(first, second) != alignment.edits { wrong += 1 }
      if WordDistance.edits(second, first) != alignment.edits { wrong += 1 }
      if alignment.hits + alignment.substitutions + alignment.deletions != first.count {
        wrong += 1
      }
      if alignment.hits + alignment.substitutions + alignment.insertions != second.count {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }
}
