import AdapterEngine
import Foundation
import Testing

struct LoRATests {
  private func adapted(rank: Int = 3) -> (TinyEncoder, ParameterStore, ParameterStore) {
    var base = ParameterStore()
    let encoder = TinyEncoder(store: &base)
    var store = base
    store.setTrainable(false, where: { _ in true })
    store.setTrainable(true, where: { $0.hasPrefix("head") })
    var generator = CounterGenerator(seed: 21)
    store.attach(
      LoRA(rank: rank, alpha: 6),
      to: store.ids.filter {
        let name = store.parameter($0).name
        return name.hasSuffix("query") || name.hasSuffix("value")
      }, generator: &generator)
    return (encoder, base, store)
  }

  /// As after some training: B is not zero any more.
  private func disturbed(_ store: ParameterStore) -> ParameterStore {
    var store = store
    var generator = CounterGenerator(seed: 22)
    for id in store.ids where store.parameter(id).name.hasSuffix("lora_B") {
      let b = store[id]
      store[id] = .normal(
        rows: b.rows, columns: b.columns, deviation: 0.1, generator: &generator)
    }
    return store
  }

  private func scores(_ encoder: TinyEncoder, _ store: ParameterStore) -> [UInt32] {
    var tape = Tape(store, mode: .inference)
    return encoder.run(&tape, encoder.texts(5, seed: 1)).scores.value.bitPattern
  }

  @Test func `the model begins as the base does`() {
    let (encoder, base, store) = adapted()
    #expect(scores(encoder, store) == scores(encoder, base))
    #expect(store.trainableCount == 4 * 2 * 3 * 24 + 25)
  }

  @Test func `the merged model gives the same bits as the adapted one`() {
    let (encoder, base, store) = adapted()
    let trained = disturbed(store)
    let merged = trained.merged()
    #expect(scores(encoder, trained) != scores(encoder, base))
    #expect(scores(encoder, merged) == scores(encoder, trained))
    #expect(merged.parameters.map(\.name) == base.parameters.map(\.name))
    #expect(trained[encoder.layers[0].query] == base[encoder.layers[0].query], "the base stays")
  }

  @Test func `the effective weight is the documented chain`() {
    let (encoder, base, store) = adapted()
    let trained = disturbed(store)
    let id = encoder.layers[1].value
    guard let a = trained.id(named: "layer.1.value.lora_A"),
      let b = trained.id(named: "layer.1.value.lora_B")
    else {
      Issue.record("the adapter's parameters have other names")
      return
    }
    let effective = trained.effectiveWeight(id)
    var isRight = true
    for n in 0..<24 {
      for k in 0..<24 {
        var sum = base[id][n, k]
        for r in 0..<3 { sum.addProduct(2 * trained[b][n, r], trained[a][r, k]) }
        isRight = isRight && effective[n, k] == sum
      }
    }
    #expect(isRight)
  }

  @Test func `gradients agree with central differences`() {
    let (encoder, _, store) = adapted()
    let trained = disturbed(store)
    let texts = encoder.texts(3, seed: 2)
    let (deviation, place) = worstDeviation(trained, step: 0.003) {
      encoder.run(&$0, texts).scores
    }
    #expect(deviation < 5e-3, "\(place)")
  }

  @Test func `an adapter is saved and loaded alone`() throws {
    let (encoder, _, store) = adapted()
    let trained = disturbed(store)
    let path = NSTemporaryDirectory() + "lora-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try trained.write(to: path, where: { $0.isPart || $0.isTrainable })
    var loaded = store
    let file = try SafetensorsFile(path: path)
    #expect(file.names.count == 4 * 2 + 2)
    try loaded.read(file, where: { $0.isPart || $0.isTrainable })
    #expect(scores(encoder, loaded) == scores(encoder, trained))
    var other = adapted(rank: 2).2
    #expect(throws: SafetensorsError.self) {
      try other.read(file, where: { $0.isPart })
    }
  }
}
