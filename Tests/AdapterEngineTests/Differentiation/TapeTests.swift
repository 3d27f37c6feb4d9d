import AdapterEngine
import Testing

struct TapeTests {
  @Test func `a score has the same bits in any batch`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(17, seed: 5)
    func scores(_ texts: [[Int32]], _ firstRowsOnly: Bool) -> [UInt32] {
      var tape = Tape(store, mode: .inference)
      return encoder.run(&tape, texts, firstRowsOnly: firstRowsOnly).scores.value.bitPattern
    }
    let together = scores(texts, true)
    #expect(texts.flatMap { scores([$0], true) } == together)
    #expect(scores(texts.reversed(), true) == together.reversed())
    #expect(scores(texts, false) == together, "the last layer's shortcut is exact")
  }

  @Test func `training mode computes the same values`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(4, seed: 6)
    var inference = Tape(store, mode: .inference)
    var training = Tape(store, mode: .training)
    let scores = encoder.run(&inference, texts).scores.value
    #expect(encoder.run(&training, texts).scores.value.bitPattern == scores.bitPattern)
  }

  @Test func `gradients do not depend on how texts are packed into chunks`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    // The head's weight only: lower ones add gradients of one row in another order of operations.
    store.setTrainable(false, where: { $0 != "head" })
    let texts = encoder.texts(9, seed: 7)
    func gradient(_ chunks: [[[Int32]]]) -> [UInt32]? {
      var gradients = GradientBuffer(store)
      for chunk in chunks {
        _ = encoder.train(store, chunk, total: 10, into: &gradients)
      }
      return gradients[encoder.head]?.bitPattern
    }
    #expect(gradient([texts]) == gradient(texts.map { [$0] }))
  }

  @Test func `frozen parameters have no gradient and trainable ones keep theirs`() {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(3, seed: 9)
    var all = GradientBuffer(store)
    _ = encoder.train(store, texts, total: 1, into: &all)
    store.setTrainable(false, where: { !$0.hasPrefix("layer.1") })
    var some = GradientBuffer(store)
    _ = encoder.train(store, texts, total: 1, into: &some)
    #expect(some[encoder.words] == nil)
    #expect(some[encoder.layers[0].query] == nil)
    for id in store.ids where store.parameter(id).isTrainable {
      #expect(some[id]?.bitPattern == all[id]?.bitPattern, "\(store.parameter(id).name)")
    }
  }

  @Test func `cross-entropy is the negative log-likelihood`() {
    let store = ParameterStore()
    var tape = Tape(store, mode: .inference)
    let logits = tape.constant(Tensor(rows: 2, columns: 3, values: [0, 0, 0, 100, 0, -100]))
    let losses = tape.crossEntropy(logits, targets: [1, 2]).value.values
    #expect(abs(losses[0] - 1.0986123) < 1e-6)
    #expect(losses[1] == 200)
  }
}
