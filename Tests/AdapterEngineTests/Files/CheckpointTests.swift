import AdapterEngine
import Foundation
import Testing

struct CheckpointTests {
  private struct State: Codable, Equatable {
    var step: Int
    var generator: CounterGenerator
  }

  private let path = NSTemporaryDirectory() + "checkpoint-\(UUID().uuidString).safetensors"

  private func step(
    _ encoder: TinyEncoder, _ store: inout ParameterStore, _ optimizer: inout AdamW,
    _ state: inout State
  ) {
    var gradients = GradientBuffer(store)
    _ = encoder.train(
      store, encoder.texts(4, seed: state.generator.next()), total: 40, dropout: 0.1,
      generator: state.generator.derived(state.step), into: &gradients)
    optimizer.step(&store, gradients: gradients, learningRate: 0.003)
    state.step += 1
  }

  @Test(arguments: [false, true])
  func `a resumed run has the same bits as an unbroken one`(withLoRA: Bool) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    func fresh() -> (TinyEncoder, ParameterStore) {
      var store = ParameterStore()
      let encoder = TinyEncoder(store: &store)
      if withLoRA {
        store.setTrainable(false, where: { _ in true })
        var generator = CounterGenerator(seed: 5)
        store.attach(
          LoRA(rank: 2, alpha: 4), to: encoder.layers.map(\.query), generator: &generator)
      }
      return (encoder, store)
    }
    var (encoder, store) = fresh()
    var optimizer = AdamW(.init(weightDecay: 0.05), for: store)
    var state = State(step: 0, generator: CounterGenerator(seed: 1))
    for _ in 0..<3 { step(encoder, &store, &optimizer, &state) }
    try Checkpoint.write(store, optimizer: optimizer, state: state, to: path)
    for _ in 0..<3 { step(encoder, &store, &optimizer, &state) }

    var (_, resumed) = fresh()
    var (resumedOptimizer, resumedState) = try Checkpoint.read(
      path, into: &resumed, state: State.self)
    #expect(resumedOptimizer.steps == 3)
    for _ in 0..<3 { step(encoder, &resumed, &resumedOptimizer, &resumedState) }
    #expect(resumedState == state)
    #expect(resumed.parameters.map(\.value.bitPattern) == store.parameters.map(\.value.bitPattern))

    // The same run gives the same file.
    try Checkpoint.write(store, optimizer: optimizer, state: state, to: path)
    let unbroken = try Data(contentsOf: URL(fileURLWithPath: path))
    try Checkpoint.write(
      resumed, optimizer: resumedOptimizer, state: resumedState, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == unbroken)
  }

  @Test func `a checkpoint of other frozen parameters is refused and changes nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var store = ParameterStore()
    _ = TinyEncoder(store: &store)
    try Checkpoint.write(store, optimizer: AdamW(for: store), state: 1, to: path)
    var other = ParameterStore()
    _ = TinyEncoder(seed: 2, store: &other)
    other.setTrainable(false, where: { $0 == "words" })
    let before = other.parameters.map(\.value.bitPattern)
    #expect(throws: SafetensorsError.self) {
      try Checkpoint.read(path, into: &other, state: Int.self)
    }
    #expect(throws: SafetensorsError.self) {
      try Checkpoint.read(path, into: &other, state: [String].self)
    }
    #expect(other.parameters.map(\.value.bitPattern) == before)
  }

  @Test func `weights alone are no checkpoint`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var store = ParameterStore()
    _ = TinyEncoder(store: &store)
    try store.write(to: path)
    #expect(
      throws: SafetensorsError.wrongMetadata(
        path: path, key: "format", expected: "mondegreen-checkpoint-1", found: nil)
    ) {
      try Checkpoint.read(path, into: &store, state: Int.self)
    }
  }
}
