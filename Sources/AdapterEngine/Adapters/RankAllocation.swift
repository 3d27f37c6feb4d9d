/// Decides step by step which directions of ``AdaLoRA`` remain, like PEFT's allocator.
///
/// After step t < T − t_f, with w the new values and g the step's clipped gradients:
///
///     I = |w g|   Ī ← β1 Ī + (1 − β1) I   Ū ← β2 Ū + (1 − β2) |I − Ī|   s = Ī Ū
///
/// A direction's score is s(E) + mean s(row of A) + mean s(column of B). Every `interval` steps after
/// t_i, and at T − t_f for the last time, the directions of all weights that score no more than the
/// (b_0 − b(t))-th least get E = 0; from then on the last pattern holds.
struct RankAllocation {
  static let statistics = [".importance", ".uncertainty"]
  static let mask = "lora_E.mask"

  private let configuration: AdaLoRA.Configuration

  init(_ configuration: AdaLoRA.Configuration) {
    self.configuration = configuration
  }

  /// The directions of a weight that are left: not masked, or revived since.
  static func pattern(of weight: ParameterID, in store: ParameterStore) -> [Bool] {
    let mask = store[store.part(mask, of: weight)].values
    let e = store[store.part("lora_E", of: weight)].values
    return zip(mask, e).map { $0 != 0 || $1 != 0 }
  }

  func finish(_ step: FinishedStep, in store: inout ParameterStore) {
    let weights = store.adaptedWeights
    let last = configuration.lastMask
    if step.number < last {
      for weight in weights { updateStatistics(of: weight, step, in: &store) }
    }
    let isDue =
      step.number > configuration.warmUpSteps
      && step.number % configuration.interval == 0
    if step.number == last || (step.number < last && isDue) {
      allocate(
        configuration.budget(step: step.number, weights: weights.count), to: weights, in: &store)
    }
    if step.number >= last { for weight in weights { applyMask(to: weight, in: &store) } }
  }

  private func updateStatistics(
    of weight: ParameterID, _ step: FinishedStep, in store: inout ParameterStore
  ) {
    let (beta1, beta2) = (configuration.beta1, configuration.beta2)
    for part in ["lora_A", "lora_B", "lora_E"] {
      let id = store.part(part, of: weight)
      guard let gradient = step.gradients[id] else { continue }
      let values = store[id]
      let importanceID = store.part(part + Self.statistics[0], of: weight)
      let uncertaintyID = store.part(part + Self.statistics[1], of: weight)
      var importance = store[importanceID], uncertainty = store[uncertaintyID]
      let mean = importance.mutableFloats, spread = uncertainty.mutableFloats
      for index in 0..<values.count {
        let now = abs(values.floats[index] * (gradient.floats[index] * step.clipping))
        mean[index] = beta1 * mean[index] + (1 - beta1) * now
        spread[index] = beta2 * spread[index] + (1 - beta2) * abs(now - mean[index])
      }
      store[importanceID] = importance
      store[uncertaintyID] = uncertainty
    }
  }

  private func allocate(
    _ budget: Int, to weights: [ParameterID], in store: inout ParameterStore
  ) {
    let all = weights.map { scores(of: $0, in: store) }
    let dropped = configuration.initialRank * weights.count - budget
    // Nothing to drop where the initial rank is the target.
    let threshold = dropped == 0 ? -Float.infinity : all.joined().sorted()[dropped - 1]
    for (weight, scores) in zip(weights, all) {
      store[store.part(Self.mask, of: weight)] = Tensor(
        rows: scores.count, columns: 1, values: scores.map { $0 <= threshold ? 0 : 1 })
      applyMask(to: weight, in: &store)
    }
  }

  private func scores(of weight: ParameterID, in store: ParameterStore) -> [Float] {
    func sensitivity(_ part: String) -> Tensor {
      let parts = Self.statistics.map { store[store.part(part + $0, of: weight)] }
      return Tensor(
        rows: parts[0].rows, columns: parts[0].columns,
        values: zip(parts[0].values, parts[1].values).map { $0 * $1 })
    }
    func means(_ rows: Tensor) -> [Float] {
      (0..<rows.rows).map { row in
        Float(rows.row(row).reduce(0.0) { $0 + Double($1) } / Double(rows.columns))
      }
    }
    let ofA = means(sensitivity("lora_A")), ofB = means(sensitivity("lora_B").transposed())
    return sensitivity("lora_E").values.enumerated().map { row, ofE in
      ofE + (ofA[row] + ofB[row])
    }
  }

  private func applyMask(to weight: ParameterID, in store: inout ParameterStore) {
    let mask = store[store.part(Self.mask, of: weight)]
    store.update(store.part("lora_E", of: weight)) { e in
      for row in 0..<e.rows where mask[row, 0] == 0 { e[row, 0] = 0 }
    }
  }
}
