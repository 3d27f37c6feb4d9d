import AdapterEngine
import Testing

struct RankAllocationTests {
  private func configuration(
    initial: Int = 6, target: Int = 2, interval: Int = 1
  ) -> AdaLoRA.Configuration {
    AdaLoRA.Configuration(
      initialRank: initial, targetRank: target, alpha: 4, warmUpSteps: 2, finalSteps: 2,
      interval: interval, totalSteps: 10)
  }

  /// Four 8 × 8 weights with the adapter.
  private func store(_ configuration: AdaLoRA.Configuration) -> ParameterStore {
    var store = ParameterStore()
    var generator = CounterGenerator(seed: 1)
    let weights = (0..<4).map {
      store.add(
        "w\($0)", .normal(rows: 8, columns: 8, deviation: 1, generator: &generator))
    }
    store.attach(AdaLoRA(configuration), to: weights, generator: &generator)
    return store
  }

  /// Steps with gradients of noise; the number of directions with E ≠ 0 after each.
  private func directions(
    _ configuration: AdaLoRA.Configuration, steps: Int
  ) -> (counts: [Int], patterns: [[Bool]]) {
    var store = store(configuration)
    var optimizer = AdamW(for: store)
    var generator = CounterGenerator(seed: 2)
    var counts: [Int] = []
    var patterns: [[Bool]] = []
    for _ in 0..<steps {
      var gradients = GradientBuffer(store)
      for id in store.ids where gradients.holds(id) {
        let value = store[id]
        gradients.add(
          .normal(
            rows: value.rows, columns: value.columns, deviation: 1, generator: &generator), to: id)
      }
      optimizer.step(&store, gradients: gradients, learningRate: 0.01)
      let kept = store.adaptedWeights.flatMap {
        store[store.part("lora_E", of: $0)].values.map { $0 != 0 }
      }
      patterns.append(kept)
      counts.append(kept.count { $0 })
    }
    return (counts, patterns)
  }

  @Test func `the budget falls along the cubic schedule`() {
    let configuration = configuration()
    #expect(
      (1...8).map { configuration.budget(step: $0, weights: 4) }
        == [24, 24, 17, 12, 10, 8, 8, 8])
    #expect(configuration.budget(step: 9, weights: 4) == 8)
  }

  @Test func `as many directions are left as the budget allows, and no other after the last mask`()
  {
    let (counts, patterns) = directions(configuration(), steps: 10)
    #expect(counts == [24, 24, 17, 12, 10, 8, 8, 8, 8, 8])
    #expect(patterns[8] == patterns[7] && patterns[9] == patterns[7])
  }

  @Test func `masked directions can revive`() {
    let (_, patterns) = directions(configuration(), steps: 8)
    let hasRevived = zip(patterns, patterns.dropFirst()).contains { before, after in
      zip(before, after).contains { !$0 && $1 }
    }
    #expect(hasRevived)
  }

  @Test func `between masks nothing is masked`() {
    let (counts, _) = directions(configuration(interval: 3), steps: 8)
    // Masks fall after steps 3 and 6, and the last one after step 8.
    #expect(counts == [24, 24, 17, 24, 24, 8, 24, 8])
  }

  @Test func `equal initial and target rank masks nothing`() {
    let (counts, _) = directions(configuration(initial: 3, target: 3), steps: 10)
    #expect(counts == [Int](repeating: 12, count: 10))
  }

  @Test func `the regularizer is the mean distance from orthonormal`() {
    let store = store(configuration())
    var gradients = GradientBuffer(store)
    let found = store.addRegularization(into: &gradients)
    func distance(_ rows: [[Float]]) -> Double {
      var sum = 0.0
      for (i, left) in rows.enumerated() {
        for (j, right) in rows.enumerated() {
          let product = zip(left, right).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
          sum += (product - (i == j ? 1 : 0)) * (product - (i == j ? 1 : 0))
        }
      }
      return sum.squareRoot()
    }
    func penalty(_ store: ParameterStore) -> Double {
      let distances = store.adaptedWeights.flatMap { weight in
        let a = store[store.part("lora_A", of: weight)]
        let b = store[store.part("lora_B", of: weight)]
        return [
          distance((0..<6).map { a.row($0) }),
          distance((0..<6).map { column in (0..<8).map { b[$0, column] } }),
        ]
      }
      return 0.5 * distances.reduce(0, +) / 8
    }
    #expect(abs(found - penalty(store)) < 1e-6)
    for part in ["lora_A", "lora_B"] {
      let id = store.part(part, of: store.adaptedWeights[1])
      var above = store, below = store
      above.update(id) { $0[1, 2] += 0.01 }
      below.update(id) { $0[1, 2] -= 0.01 }
      let slope = (penalty(above) - penalty(below)) / 0.02
      #expect(abs(slope - Double(gradients[id]?[1, 2] ?? 9)) < 1e-5)
    }
  }
}
