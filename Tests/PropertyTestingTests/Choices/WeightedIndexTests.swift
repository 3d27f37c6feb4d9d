import PropertyTesting
import Testing

@Suite struct `A weighted index` {
  @Test func `is drawn in proportion to the weights`() {
    var counts = [0, 0, 0]
    for seed in 1...4_000 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      counts[source.index(weights: [1.0, 0, 3].span)] += 1
    }
    #expect(counts[1] == 0)
    #expect(abs(Double(counts[2]) / 4_000 - 0.75) < 0.04)
  }

  @Test func `is recorded like any index, so that other weights replay it`() {
    var source = ChoiceSource.random(seed: 3)
    let drawn = source.index(weights: [0, 0, 5.0].span)
    #expect(drawn == 2)
    var other = ChoiceSource.replay(source.recorded)
    #expect(other.index(weights: [9.0, 9, 0].span) == 2)
    var plain = ChoiceSource.replay(source.recorded)
    #expect(plain.index(below: 3) == 2)
  }

  @Test func `is simplest at 0, and even where no weight is above 0`() {
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    #expect(simplest.index(weights: [0, 1.0].span) == 0)
    var found: Set<Int> = []
    for seed in 1...50 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      found.insert(source.index(weights: [0.0, 0].span))
    }
    #expect(found == [0, 1])
  }
}
