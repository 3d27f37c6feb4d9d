import AdapterEngine
import Testing

/// Every operation against central differences, through trainable inputs.
struct GradientTests {
  private func store(_ shapes: [(String, Int, Int)]) -> (ParameterStore, [ParameterID]) {
    var generator = CounterGenerator(seed: 7)
    var store = ParameterStore()
    let ids = shapes.map { name, rows, columns in
      store.add(
        name, .normal(rows: rows, columns: columns, deviation: 0.7, generator: &generator))
    }
    return (store, ids)
  }

  /// A parameter as a node: its rows looked up one by one.
  private func whole(_ tape: inout Tape, _ id: ParameterID) -> Node {
    tape.embed(tokens: (0..<Int32(tape.store[id].rows)).map { $0 }, table: id)
  }

  private func expectRight(_ store: ParameterStore, _ outputs: (inout Tape) -> Node) {
    let (deviation, place) = worstDeviation(store, outputs)
    #expect(deviation < 2e-3, "\(place)")
  }

  @Test func `embed adds up rows that are used twice`() {
    let (store, ids) = store([("table", 5, 3)])
    expectRight(store) { $0.embed(tokens: [4, 1, 1, 0], table: ids[0]) }
  }

  @Test(arguments: [Activation.none, .gelu, .tanh, .silu, .geluTanh, .quickGELU])
  func `linear with each activation`(activation: Activation) {
    let (store, ids) = store([("x", 5, 7), ("w", 35, 7), ("b", 1, 35)])
    expectRight(store) {
      let x = whole(&$0, ids[0])
      return $0.linear(x, weight: ids[1], bias: ids[2], activation: activation)
    }
  }

  @Test func `linear with a residual and an input used twice`() {
    let (store, ids) = store([("x", 5, 7), ("w", 7, 7), ("b", 1, 7)])
    expectRight(store) {
      let x = whole(&$0, ids[0])
      let y = $0.linear(x, weight: ids[1], bias: ids[2], activation: .gelu, residual: x)
      return $0.linear(y, weight: ids[1], residual: x)
    }
  }

  @Test func `add and scale`() {
    let (store, ids) = store([("a", 3, 5), ("b", 3, 5)])
    expectRight(store) {
      let a = whole(&$0, ids[0])
      let b = whole(&$0, ids[1])
      let sum = $0.add($0.scale(a, by: -1.5), b)
      return $0.add(sum, sum)
    }
  }

  @Test(arguments: [Activation.gelu, .tanh, .silu, .geluTanh, .quickGELU])
  func `activation alone`(activation: Activation) {
    let (store, ids) = store([("x", 4, 9)])
    expectRight(store) {
      let x = whole(&$0, ids[0])
      return $0.add($0.activate(x, activation), x)
    }
  }

  // Finite differences are of no use at its corner.
  @Test func `relu lets through what is above zero, and its gradient`() throws {
    var store = ParameterStore()
    let id = store.add("x", Tensor(rows: 1, columns: 4, values: [-2, -0.5, 0.5, 3]))
    var tape = Tape(store, mode: .training)
    let y = tape.activate(tape.embed(tokens: [0], table: id), .relu)
    #expect(y.value.values == [0, 0, 0.5, 3])
    var gradients = GradientBuffer(store)
    tape.backward(
      from: [(y, Tensor(rows: 1, columns: 4, values: [5, 6, 7, 8]))], into: &gradients)
    #expect(gradients[id]?.values == [0, 0, 7, 8])
  }

  @Test func `concatenate, with a part used twice`() {
    let (store, ids) = store([("a", 3, 5), ("b", 2, 5)])
    expectRight(store) {
      let a = whole(&$0, ids[0])
      let b = whole(&$0, ids[1])
      return $0.concatenate($0.concatenate(a, b), a)
    }
  }

  @Test func `layer norm`() {
    let (store, ids) = store([("x", 4, 19), ("gain", 1, 19), ("bias", 1, 19)])
    expectRight(store) {
      let x = whole(&$0, ids[0])
      return $0.layerNorm(x, gain: ids[1], bias: ids[2], epsilon: 1e-5)
    }
  }

  @Test func `attention within packed sequences`() {
    let (store, ids) = store([("q", 21, 10), ("k", 21, 10), ("v", 21, 10)])
    expectRight(store) {
      let q = whole(&$0, ids[0])
      let k = whole(&$0, ids[1])
      let v = whole(&$0, ids[2])
      return $0.attention(
        queries: q, keys: k, values: v, sequences: [0..<1, 1..<4, 4..<21], heads: 2)
    }
  }

  @Test func `attention of one query per sequence`() {
    let (store, ids) = store([("q", 2, 10), ("k", 21, 10), ("v", 21, 10)])
    expectRight(store) {
      let q = whole(&$0, ids[0])
      let k = whole(&$0, ids[1])
      let v = whole(&$0, ids[2])
      return $0.attention(
        queries: q, keys: k, values: v, sequences: [0..<4, 4..<21],
        queryRanges: [0..<1, 1..<2], heads: 5)
    }
  }

  @Test func `rows that are taken twice`() {
    let (store, ids) = store([("x", 4, 3)])
    expectRight(store) {
      let x = whole(&$0, ids[0])
      return $0.rows(x, [3, 0, 3])
    }
  }

  @Test func `dropout's gradient has the forward pass's mask`() {
    let (store, ids) = store([("x", 9, 8)])
    expectRight(store) {
      var generator = CounterGenerator(seed: 3)
      let x = whole(&$0, ids[0])
      return $0.dropout(x, rate: 0.4, generator: &generator)
    }
  }

  @Test func `cross-entropy`() {
    let (store, ids) = store([("logits", 4, 37)])
    expectRight(store) {
      let logits = whole(&$0, ids[0])
      return $0.crossEntropy(logits, targets: [0, 36, 5, 5])
    }
  }

  @Test func `a whole encoder`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(3, seed: 8)
    let (deviation, place) = worstDeviation(store, step: 0.003) {
      encoder.run(&$0, texts, dropout: 0.1).scores
    }
    #expect(deviation < 5e-3, "\(place)")
  }

  @Test func `a whole encoder whose last layer computes first rows only`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(3, seed: 8)
    let (deviation, place) = worstDeviation(store, step: 0.003) {
      encoder.run(&$0, texts, firstRowsOnly: true).scores
    }
    #expect(deviation < 5e-3, "\(place)")
  }

  @Test func `a wrong gradient would be noticed`() {
    let (store, ids) = store([("x", 4, 3)])
    var calls = 0
    let (deviation, _) = worstDeviation(store) {
      calls += 1
      let x = whole(&$0, ids[0])
      // The first call is the analytic one.
      return $0.scale(x, by: calls == 1 ? 1.01 : 1)
    }
    #expect(deviation > 2e-3)
  }
}
