import AdapterEngine
import Testing

/// What single variants promise beyond the matrix of ``ConformanceTests``.
struct VariantTests {
  private func store(
    _ adapter: any Adapter, rows: Int = 12, columns: Int = 9, weights: Int = 1
  ) -> ParameterStore {
    var store = ParameterStore()
    var generator = CounterGenerator(seed: 3)
    let ids = (0..<weights).map {
      store.add(
        "w\($0).weight",
        .normal(rows: rows, columns: columns, deviation: 1, generator: &generator))
    }
    store.attach(adapter, to: ids, generator: &generator)
    return store
  }

  private func distance(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.values, b.values).map { abs($0 - $1) }.max() ?? .infinity
  }

  /// Sets all parts of a name to noise.
  private func disturb(_ store: inout ParameterStore, _ parts: [String]) {
    var generator = CounterGenerator(seed: 5)
    for id in store.ids where parts.contains(store.parameter(id).part ?? "") {
      let value = store[id]
      store[id] = .normal(
        rows: value.rows, columns: value.columns, deviation: 0.3, generator: &generator)
    }
  }

  private func update(_ adapter: any Adapter) -> Tensor {
    var store = store(adapter)
    disturb(&store, ["lora_A", "lora_B"])
    let weight = store.adaptedWeights[0]
    var difference = store.effectiveWeight(weight)
    let base = store[weight]
    difference.withUnsafeMutableValues { to in
      for (index, value) in base.values.enumerated() { to[index] -= value }
    }
    return difference
  }

  @Test func `rsLoRA divides by the root of the rank`() {
    var stabilized = LoRA.Configuration(rank: 4, alpha: 8)
    stabilized.isRankStabilized = true
    let plain = update(LoRA(rank: 4, alpha: 8)), root = update(LoRA(stabilized))
    #expect(zip(plain.values, root.values).allSatisfy { abs(2 * $0 - $1) < 1e-5 })
  }

  @Test func `ranks differ by module, the longest pattern first`() {
    var configuration = LoRA.Configuration(rank: 2, alpha: 8)
    configuration.ranks = ["*": 3, "w1": 5]
    let store = store(LoRA(configuration), weights: 2)
    let ranks = store.adaptedWeights.map { store[store.part("lora_A", of: $0)].rows }
    #expect(ranks == [3, 5])
  }

  @Test func `LoRA+ lets B learn faster`() {
    func step(_ ratio: Float) -> (a: Tensor, b: Tensor) {
      var configuration = LoRA.Configuration(rank: 2, alpha: 8)
      configuration.rateRatio = ratio
      var store = store(LoRA(configuration))
      let weight = store.adaptedWeights[0]
      let a = store.part("lora_A", of: weight), b = store.part("lora_B", of: weight)
      var gradients = GradientBuffer(store)
      gradients.add(Tensor(rows: 2, columns: 9, repeating: 1), to: a)
      gradients.add(Tensor(rows: 12, columns: 2, repeating: 1), to: b)
      var optimizer = AdamW(.init(weightDecay: 0), for: store)
      optimizer.step(&store, gradients: gradients, learningRate: 0.001)
      return (store[a], store[b])
    }
    let plain = step(1), plus = step(16)
    #expect(plain.a == plus.a)
    #expect(abs(plus.b[0, 0] / plain.b[0, 0] - 16) < 1e-4)
  }

  @Test func `PiSSA begins as the base with the principal part in A and B`() {
    let store = store(PiSSA(rank: 3, alpha: 6))
    let weight = store.adaptedWeights[0]
    #expect(distance(store.effectiveWeight(weight), store[weight]) < 1e-6)
    let b = store[store.part("lora_B", of: weight)]
    // Columns of B are orthogonal, and the first is the longest.
    func dot(_ i: Int, _ j: Int) -> Float {
      (0..<12).reduce(0) { $0 + b[$1, i] * b[$1, j] }
    }
    #expect(abs(dot(0, 1)) < 1e-5 && abs(dot(1, 2)) < 1e-5)
    #expect(dot(0, 0) > dot(1, 1) && dot(1, 1) > dot(2, 2))
  }

  @Test func `a warm-up ends in the best approximation of the target rank`() {
    let high = HighRankWarmUp(
      LoRA.Configuration(rank: 2, alpha: 4), warmUpRank: 6, warmUpSteps: 1)
    var store = store(high)
    disturb(&store, ["lora_A", "lora_B"])
    let weight = store.adaptedWeights[0]
    func product(_ store: ParameterStore) -> Tensor {
      let a = store[store.part("lora_A", of: weight)], b = store[store.part("lora_B", of: weight)]
      return Tensor(
        rows: 12, columns: 9,
        values: (0..<12 * 9).map { place in
          (0..<6).reduce(Float(0)) { $0 + b[place / 9, $1] * a[$1, place % 9] }
        })
    }
    let before = product(store)
    var optimizer = AdamW(for: store)
    optimizer.step(&store, gradients: GradientBuffer(store), learningRate: 0)
    let after = product(store)
    // Eckart-Young: the error's norm is that of the values left out, so what is kept and what is
    // lost are orthogonal.
    let inner = zip(before.values, after.values).reduce(Float(0)) { $0 + ($1.0 - $1.1) * $1.1 }
    #expect(abs(inner) < 1e-4)
    let a = store[store.part("lora_A", of: weight)]
    #expect(a.rows(2..<6).values.allSatisfy { $0 == 0 })
    let lost = zip(before.values, after.values).reduce(Float(0)) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    let all = before.values.reduce(Float(0)) { $0 + $1 * $1 }
    #expect(lost > 0.01 * all && lost < 0.6 * all)
  }

  @Test func `DoRA's magnitudes are the rows' norms, and its gradients those at a constant norm`() {
    var store = store(DoRA(rank: 2, alpha: 4))
    let weight = store.adaptedWeights[0]
    #expect(distance(store.effectiveWeight(weight), store[weight]) < 1e-6)
    disturb(&store, ["lora_A", "lora_B", "lora_magnitude_vector"])
    var generator = CounterGenerator(seed: 8)
    let input = Tensor.normal(rows: 5, columns: 9, deviation: 1, generator: &generator)
    let slope = Tensor.normal(rows: 5, columns: 12, deviation: 1, generator: &generator)
    var gradients = GradientBuffer(store)
    store.adapter?.addGradients(
      of: weight, input: input, outputGradient: slope, in: store, into: &gradients)

    let b = store.part("lora_B", of: weight), a = store.part("lora_A", of: weight)
    let m = store.part("lora_magnitude_vector", of: weight)
    func direction(_ store: ParameterStore, _ n: Int, _ k: Int) -> Double {
      Double(store[weight][n, k])
        + (0..<2).reduce(0) { $0 + 2 * Double(store[b][n, $1]) * Double(store[a][$1, k]) }
    }
    let norms = (0..<12).map { n in
      (0..<9).reduce(0.0) { $0 + direction(store, n, $1) * direction(store, n, $1) }.squareRoot()
    }
    func loss(_ store: ParameterStore) -> Double {
      var sum = 0.0
      for n in 0..<12 {
        for t in 0..<5 {
          let product = (0..<9).reduce(0.0) { $0 + direction(store, n, $1) * Double(input[t, $1]) }
          sum += Double(slope[t, n]) * Double(store[m][0, n]) * product / norms[n]
        }
      }
      return sum
    }
    for (id, row, column) in [(a, 1, 3), (b, 7, 0), (m, 0, 11), (m, 0, 2)] {
      var above = store, below = store
      above.update(id) { $0[row, column] += 0.01 }
      below.update(id) { $0[row, column] -= 0.01 }
      let numeric = (loss(above) - loss(below)) / 0.02
      #expect(
        abs(numeric - Double(gradients[id]?[row, column] ?? 99)) < 1e-3 * max(1, abs(numeric)))
    }
  }

  @Test func `VeRA trains vectors alone and shares its projections`() {
    let store = store(VeRA(rank: 7), weights: 3)
    #expect(store.adapterShare.trainable == 3 * (12 + 7))
    #expect(store.ids.count { store.parameter($0).part == "vera_A" } == 1)
    #expect(store.effectiveWeight(store.adaptedWeights[2]) == store[store.adaptedWeights[2]])
  }
}
