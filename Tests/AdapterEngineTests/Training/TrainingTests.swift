import AdapterEngine
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

struct TrainingTests {
  /// Weights after some steps on chunks of texts.
  private func trained(
    threads: Int, shards: Int = 4, steps: Int = 4
  ) -> (weights: [[UInt32]], losses: [Double]) {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let parallel = DataParallel(threads: threads, shards: shards)
    var optimizer = AdamW(for: store)
    let schedule = LearningRateSchedule(
      peak: 0.01, warmUpSteps: 2, decaySteps: 6, totalSteps: 8)
    var all: [Double] = []
    for step in 0..<steps {
      let generator = CounterGenerator(seed: 2).derived(step)
      let chunks = (0..<7).map { (index: $0, texts: encoder.texts(3, seed: UInt64($0))) }
      let current = store
      let (gradients, losses) = parallel.gradients(over: chunks, store: current) { chunk, buffer in
        encoder.train(
          current, chunk.texts, total: 200, dropout: 0.1,
          generator: generator.derived(chunk.index), into: &buffer)
      }
      optimizer.step(
        &store, gradients: gradients, learningRate: schedule.rate(completed: step))
      all.append(losses.reduce(0, +))
    }
    return (store.parameters.map(\.value.bitPattern), all)
  }

  @Test func `training has the same bits on any number of threads`() {
    let one = trained(threads: 1)
    for threads in [2, 3, 8] {
      let many = trained(threads: threads)
      #expect(many.weights == one.weights)
      #expect(many.losses == one.losses)
    }
    #expect(trained(threads: 1, shards: 3).weights != one.weights, "shards are part of the recipe")
  }

  @Test func `training lowers the loss`() {
    let losses = trained(threads: 2, steps: 8).losses
    #expect(losses[7] < losses[0])
  }

  @Test func `results come in the items' order`() {
    let parallel = DataParallel(threads: 3)
    #expect(parallel.map(Array(0..<100)) { $0 * $0 } == (0..<100).map { $0 * $0 })
  }

  @Test func `the rate grows to its peak and falls to zero`() {
    let schedule = LearningRateSchedule(
      peak: 1, warmUpSteps: 4, decaySteps: 8, totalSteps: 12)
    #expect(schedule.rate(completed: 0) == 0.25)
    #expect(schedule.rate(completed: 3) == 1)
    #expect(schedule.rate(completed: 4) == 1)
    #expect(schedule.rate(completed: 8) == 0.5)
    #expect(schedule.rate(completed: 12) == 0)
  }

  @Test func `between warm-up and decay the rate stays at its peak`() {
    let schedule = LearningRateSchedule(
      peak: 2, warmUpSteps: 3, decaySteps: 4, totalSteps: 100)
    #expect((2...96).allSatisfy { schedule.rate(completed: $0) == 2 })
    #expect(schedule.rate(completed: 98) == 1)
  }

  @Test func `a gradient that is not finite changes nothing`() {
    var store = ParameterStore()
    let id = store.add("w", Tensor(rows: 1, columns: 3, repeating: 1))
    var optimizer = AdamW(for: store)
    var gradients = GradientBuffer(store)
    gradients.add(Tensor(rows: 1, columns: 3, values: [1, .nan, 0]), to: id)
    let norm = optimizer.step(&store, gradients: gradients, learningRate: 1)
    #expect(norm.isNaN)
    #expect(optimizer.steps == 0)
    #expect(store[id].values == [1, 1, 1])
  }

  @Test func `gradients are clipped to a global norm`() {
    var store = ParameterStore()
    let id = store.add("w", Tensor(rows: 1, columns: 2), decays: false)
    // With epsilon far above the gradient the step is proportional to it.
    var optimizer = AdamW(.init(epsilon: 1000, clippingNorm: 1), for: store)
    var gradients = GradientBuffer(store)
    gradients.add(Tensor(rows: 1, columns: 2, values: [3000, 4000]), to: id)
    let norm = optimizer.step(&store, gradients: gradients, learningRate: 1000)
    #expect(norm == 5000)
    #expect(abs(store[id][0, 0] + 0.6) < 1e-2)
    #expect(abs(store[id][0, 1] + 0.8) < 1e-2)
  }

  @Test func `a step changes the weights where they are`() {
    var store = ParameterStore()
    let id = store.add("w", Tensor(rows: 100, columns: 100, repeating: 1))
    let table = store.add("t", Tensor(rows: 100, columns: 100, repeating: 1), isTable: true)
    func places() -> [UnsafePointer<Float>?] {
      [id, table].map { store[$0].withUnsafeValues(\.baseAddress) }
    }
    var optimizer = AdamW(for: store)
    let before = places()
    for _ in 0..<2 {
      var gradients = GradientBuffer(store)
      gradients.add(Tensor(rows: 100, columns: 100, repeating: 1), to: id)
      gradients.add(Tensor(rows: 1, columns: 100, repeating: 1), toRows: [3], of: table)
      optimizer.step(&store, gradients: gradients, learningRate: 0.1)
      #expect(places() == before)
    }
    #expect(store[id][0, 0] < 1)
    #expect(store[table][3, 0] < 1)
  }

  @Test func `gradients of all shards are added to the first one's, even if that comes last`() {
    var store = ParameterStore()
    let id = store.add("w", Tensor(rows: 100, columns: 100))
    let others = Atomic(0)
    var (gradients, places) = DataParallel(threads: 2, shards: 2).gradients(
      over: [0, 1], store: store
    ) { item, buffer in
      buffer.add(Tensor(rows: 100, columns: 100, repeating: 1), to: id)
      if item == 0 {
        // On a single core the other may never start meanwhile.
        for _ in 0..<100 where others.load(ordering: .acquiring) == 0 { usleep(1000) }
        usleep(10_000)
      } else {
        others.store(1, ordering: .releasing)
      }
      var place: UInt = 0
      buffer.withUnsafeGradient(id) { place = UInt(bitPattern: $0) }
      return place
    }
    #expect(gradients[id]?[99, 99] == 2)
    gradients.withUnsafeGradient(id) { places.append(UInt(bitPattern: $0)) }
    #expect(places[2] == places[0])
  }
}
