import AdapterEngine
import Testing

/// One query a sequence, without keys and values.
struct AbsorbedAttentionTests {
  private struct Layer {
    var store = ParameterStore()
    let heads: Int
    let key, keyBias, value, valueBias: ParameterID
    let queries: Tensor
    let states: Tensor
    let sequences: [Range<Int>]

    init(width: Int, heads: Int, lengths: [Int]) {
      var generator = CounterGenerator(seed: 11)
      func drawn(_ rows: Int, _ columns: Int) -> Tensor {
        .normal(
          rows: rows, columns: columns, deviation: 1 / Float(columns).squareRoot(),
          generator: &generator)
      }
      self.heads = heads
      key = store.add("key", drawn(width, width))
      keyBias = store.add("key.bias", drawn(1, width))
      value = store.add("value", drawn(width, width))
      valueBias = store.add("value.bias", drawn(1, width))
      var ranges: [Range<Int>] = []
      for length in lengths {
        let start = ranges.last?.upperBound ?? 0
        ranges.append(start..<start + length)
      }
      sequences = ranges
      queries = .normal(rows: lengths.count, columns: width, deviation: 1, generator: &generator)
      states = .normal(
        rows: lengths.reduce(0, +), columns: width, deviation: 1, generator: &generator)
    }

    func absorbed(
      _ chosen: [Int]? = nil, precision: ProductPrecision = .single
    ) -> Tensor {
      let tape = Tape(store, mode: .inference, precision: precision)
      let chosen = chosen ?? Array(sequences.indices)
      var ranges: [Range<Int>] = []
      for index in chosen {
        let start = ranges.last?.upperBound ?? 0
        ranges.append(start..<start + sequences[index].count)
      }
      return tape.absorbedAttention(
        queries: tape.constant(Tensor(stacking: chosen.map { queries.rows($0..<$0 + 1) })),
        states: tape.constant(Tensor(stacking: chosen.map { states.rows(sequences[$0]) })),
        key: key, value: value, valueBias: valueBias, sequences: ranges, heads: heads
      ).value
    }

    func spelledOut() -> Tensor {
      var tape = Tape(store, mode: .inference)
      let input = tape.constant(states)
      return tape.attention(
        queries: tape.constant(queries), keys: tape.linear(input, weight: key, bias: keyBias),
        values: tape.linear(input, weight: value, bias: valueBias), sequences: sequences,
        queryRanges: sequences.indices.map { $0..<$0 + 1 }, heads: heads
      ).value
    }

    var largestDifference: Float {
      zip(absorbed().values, spelledOut().values).map { abs($0 - $1) }.max() ?? .infinity
    }
  }

  @Test(arguments: [(24, 3), (64, 1), (384, 12), (36, 12)])
  func `is attention over the keys and values that were not computed`(width: Int, heads: Int) {
    let layer = Layer(width: width, heads: heads, lengths: [5, 1, 17, 2, 33])
    #expect(layer.largestDifference < 2e-6)
  }

  @Test func `gives a sequence the same bits in any batch, and in any precision of the tape`() {
    let layer = Layer(width: 48, heads: 4, lengths: [7, 3, 20, 1])
    let together = layer.absorbed().bitPattern
    #expect(layer.sequences.indices.flatMap { layer.absorbed([$0]).bitPattern } == together)
    let reversed = layer.absorbed([3, 2, 1, 0])
    #expect((0..<4).flatMap { reversed.rows(3 - $0..<4 - $0).bitPattern } == together)
    for precision in [ProductPrecision.bfloat16, .int8] {
      #expect(layer.absorbed(precision: precision).bitPattern == together)
    }
  }

  @Test func `computes with what an adapter makes of the weights, also after they change`() {
    var layer = Layer(width: 24, heads: 3, lengths: [4, 9])
    let bare = layer.absorbed()
    var generator = CounterGenerator(seed: 2)
    layer.store.attach(
      LoRA(rank: 2, alpha: 4), to: [layer.key, layer.value], generator: &generator)
    #expect(layer.absorbed().bitPattern == bare.bitPattern)
    for weight in [layer.key, layer.value] {
      let b = layer.store.part("lora_B", of: weight)
      layer.store[b] = .normal(rows: 24, columns: 2, deviation: 0.3, generator: &generator)
    }
    #expect(layer.absorbed().bitPattern != bare.bitPattern)
    #expect(layer.largestDifference < 2e-6)
  }

  @Test func `is not for gradients, nor for adapters that are more than other weights`() {
    func absorbs(_ mode: Tape.Mode, _ adapter: (any Adapter)?) -> Bool {
      var layer = Layer(width: 24, heads: 3, lengths: [4])
      var generator = CounterGenerator(seed: 3)
      if let adapter {
        layer.store.attach(adapter, to: [layer.key, layer.value], generator: &generator)
      }
      return Tape(layer.store, mode: mode).absorbs(key: layer.key, value: layer.value)
    }
    #expect(absorbs(.inference, nil))
    #expect(absorbs(.inference, DoRA(rank: 2, alpha: 4)))
    #expect(!absorbs(.training, nil))
    #expect(!absorbs(.inference, BottleneckAdapter(width: 4)))
    #expect(!absorbs(.inference, PrefixTuning(length: 3)))
  }
}
