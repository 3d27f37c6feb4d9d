/// Dynamic rank allocation (Zhang et al. 2023, arXiv 2303.10512): `ΔW = s · P Λ Q`, whose least
/// important directions are masked while training, over all weights together.
///
/// Under PEFT's names: B `[outputs, rank]` is P, E `[rank, 1]` is Λ's diagonal, A `[rank, inputs]` is
/// Q; A and B are drawn with standard deviation 0.02, E begins at zero; s = α/(initial rank + 10⁻⁵).
/// The importances and the mask are frozen parts of the store; `RankAllocation` updates them after
/// each step. A masked direction's E is zero and its A and B stay, so it can revive until the last
/// mask. Stored cut to the directions that are left, as PEFT has it.
///
/// This is also what we take *dynamic rank allocation* to be among the training strategies of
/// arXiv 2401.10447.
public struct AdaLoRA: Adapter {
  public static let method = "ADALORA"
  public let configuration: Configuration

  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  public var description: String {
    let c = configuration
    return "AdaLoRA rank \(c.initialRank) to \(c.targetRank), alpha \(c.alpha), allocated from step"
      + " \(c.warmUpSteps) to \(c.lastMask) every \(c.interval), orthogonality \(c.orthogonality)"
  }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    let rank = configuration.initialRank
    for weight in weights {
      let base = store[weight]
      let a = Tensor.normal(
        rows: rank, columns: base.columns, deviation: 0.02, generator: &generator)
      let b = Tensor.normal(
        rows: base.rows, columns: rank, deviation: 0.02, generator: &generator)
      let e = Tensor(rows: rank, columns: 1)
      for (part, value) in [("lora_A", a), ("lora_B", b), ("lora_E", e)] {
        store.addPart(part, value, of: weight)
        for statistic in RankAllocation.statistics {
          store.addPart(
            part + statistic, Tensor(rows: value.rows, columns: value.columns), of: weight,
            trainable: false)
        }
      }
      store.addPart(
        RankAllocation.mask, Tensor(rows: rank, columns: 1, repeating: 1), of: weight,
        trainable: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let e = store[store.part("lora_E", of: weight)]
    return LowRankFactors(
      a: store[store.part("lora_A", of: weight)].scalingRows(by: e),
      b: store[store.part("lora_B", of: weight)], scaling: configuration.scaling
    ).added(to: store[weight])
  }

  /// With U = x (E ⊙ A)ᵀ, V = dy B and G = s Vᵀ x: dB += s dyᵀ U, dA += E ⊙ G, dE += Σ_k A ⊙ G.
  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let a = store[store.part("lora_A", of: weight)], b = store[store.part("lora_B", of: weight)]
    let e = store[store.part("lora_E", of: weight)]
    let rank = a.rows
    let u = input.multiplied(
      byPacked: PackedWeight.pack(a.scalingRows(by: e)), outputs: rank,
      factor: configuration.scaling)
    let v = outputGradient.multiplied(
      byPacked: PackedWeight.packTransposed(b), outputs: rank, factor: configuration.scaling)
    gradients.withUnsafeGradient(store.part("lora_B", of: weight)) {
      u.addOuterProducts(with: outputGradient, to: $0)
    }
    var whole = Tensor(rows: rank, columns: a.columns)
    input.addOuterProducts(with: v, to: whole.mutableFloats)
    gradients.add(whole.scalingRows(by: e), to: store.part("lora_A", of: weight))
    gradients.withUnsafeGradient(store.part("lora_E", of: weight)) { to in
      for row in 0..<rank { to[row] += Float(whole.dot(a, row: row)) }
    }
  }

  /// The mean over all A and B of ‖A Aᵀ − I‖ or ‖Bᵀ B − I‖, times the configured weight.
  public func addRegularization(
    in store: ParameterStore, into gradients: inout GradientBuffer
  ) -> Double {
    guard configuration.orthogonality > 0 else { return 0 }
    let weights = store.adaptedWeights
    let share = Double(configuration.orthogonality) / Double(2 * weights.count)
    return weights.reduce(0.0) { sum, weight in
      let a = store.part("lora_A", of: weight), b = store.part("lora_B", of: weight)
      let ofA = Orthogonality(of: store[a])
      gradients.add(ofA.gradient(times: share), to: a)
      let ofB = Orthogonality(of: store[b].transposed())
      gradients.add(ofB.gradient(times: share).transposed(), to: b)
      return sum + share * (ofA.penalty + ofB.penalty)
    }
  }

  public func finishStep(
    _ step: FinishedStep, in store: inout ParameterStore
  ) -> [ParameterID] {
    RankAllocation(configuration).finish(step, in: &store)
    return []
  }

  /// Cut to the directions that are not masked, with the pattern of those.
  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<Configuration> {
    var patterns: [String: [Bool]] = [:]
    var tensors: [String: Tensor] = [:]
    for weight in store.adaptedWeights {
      let pattern = RankAllocation.pattern(of: weight, in: store)
      let kept = pattern.indices.filter { pattern[$0] }
      let module = naming.module(store.parameter(weight).name)
      patterns[module + ".lora_E"] = pattern
      let a = store[store.part("lora_A", of: weight)], e = store[store.part("lora_E", of: weight)]
      let b = store[store.part("lora_B", of: weight)]
      tensors[naming.name(of: "lora_A", weight, in: store)] = a.rows(kept)
      tensors[naming.name(of: "lora_E", weight, in: store)] = e.rows(kept)
      tensors[naming.name(of: "lora_B", weight, in: store)] =
        b.transposed().rows(kept).transposed()
    }
    var configuration = configuration
    configuration.pattern = patterns
    return SavedAdapter(configuration: configuration, tensors: tensors)
  }

  public func load(
    _ file: SafetensorsFile, naming: ModuleNaming, into store: inout ParameterStore
  ) throws(SafetensorsError) {
    var loaded: [(ParameterID, Tensor)] = []
    for weight in store.adaptedWeights {
      let rank = configuration.initialRank
      let module = naming.module(store.parameter(weight).name)
      let pattern =
        configuration.pattern?[module + ".lora_E"] ?? [Bool](repeating: true, count: rank)
      guard pattern.count == rank else {
        throw .wrongMetadata(
          path: file.path, key: "rank_pattern of \(module)", expected: "\(rank) entries",
          found: "\(pattern.count)")
      }
      let kept = pattern.indices.filter { pattern[$0] }
      for part in ["lora_A", "lora_B", "lora_E"] {
        let id = store.part(part, of: weight)
        let name = naming.name(of: part, weight, in: store)
        let isB = part == "lora_B"
        let value = store[id]
        let stored = try file.tensor(
          name, rows: isB ? value.rows : kept.count, columns: isB ? kept.count : value.columns)
        let spread = (isB ? stored.transposed() : stored).spread(over: rank, rows: kept)
        loaded.append((id, isB ? spread.transposed() : spread))
      }
      loaded.append(
        (
          store.part(RankAllocation.mask, of: weight),
          Tensor(rows: rank, columns: 1, values: pattern.map { $0 ? 1 : 0 })
        ))
    }
    for (id, tensor) in loaded { store[id] = tensor }
  }
}

extension AdaLoRA: BundledAdapter {
  public static let variantName = "adalora"
  public static let remark: String? = "dynamic rank"
  public static let defaultTargets = ["query", "value"]

  public static func make(
    from settings: any AdapterSettings, steps: Int
  ) throws(AdapterSettingsError) -> any Adapter {
    let first = settings.allocateFrom ?? steps / 10
    let last = settings.allocateUntilLast ?? steps * 3 / 10
    guard first >= 0, last >= 0, first < steps - last else {
      throw AdapterSettingsError(
        expected: "steps left to allocate ranks in",
        found: "--allocate-from \(first) and --allocate-until-last \(last) of \(steps)")
    }
    return AdaLoRA(
      Configuration(
        initialRank: settings.initialRank ?? (settings.rank * 3 + 1) / 2,
        targetRank: settings.rank, alpha: settings.alpha, warmUpSteps: first, finalSteps: last,
        interval: settings.allocateEvery, orthogonality: settings.orthogonality,
        totalSteps: steps))
  }

  public static var trials: [AdapterConformance] {
    [(initialRank: 5, orthogonality: 0.1), (initialRank: 2, orthogonality: Float(0))].map {
      AdapterConformance(
        AdaLoRA(
          Configuration(
            initialRank: $0.initialRank, targetRank: 2, alpha: 6, warmUpSteps: 2, finalSteps: 2,
            orthogonality: $0.orthogonality, totalSteps: 10)))
    }
  }
}

extension AdaLoRA {
  /// The method's constants, under PEFT's names.
  public struct Configuration: Codable, Hashable, Sendable {
    public let initialRank: Int
    /// The mean rank that is left in the end.
    public let targetRank: Int
    /// The scaling factor α.
    public let alpha: Float
    /// t_i: steps before the first mask.
    public let warmUpSteps: Int
    /// t_f: steps after the last mask.
    public let finalSteps: Int
    /// The number of steps between masks.
    public let interval: Int
    public let beta1: Float
    public let beta2: Float
    /// The regularizer's weight.
    public let orthogonality: Float
    /// The number of training steps T.
    public let totalSteps: Int
    /// Which directions of each module remain, as stored in files.
    var pattern: [String: [Bool]]?

    public init(
      initialRank: Int = 12, targetRank: Int = 8, alpha: Float, warmUpSteps: Int, finalSteps: Int,
      interval: Int = 1, beta1: Float = 0.85, beta2: Float = 0.85, orthogonality: Float = 0.5,
      totalSteps: Int
    ) {
      precondition(initialRank >= targetRank && targetRank >= 1, "ranks fall, to 1 at least")
      precondition(warmUpSteps < totalSteps - finalSteps, "there are steps to allocate in")
      precondition(interval >= 1, "masks are at least a step apart")
      self.initialRank = initialRank
      self.targetRank = targetRank
      self.alpha = alpha
      self.warmUpSteps = warmUpSteps
      self.finalSteps = finalSteps
      self.interval = interval
      self.beta1 = beta1
      self.beta2 = beta2
      self.orthogonality = orthogonality
      self.totalSteps = totalSteps
    }

    /// The factor s.
    var scaling: Float { alpha / (Float(initialRank) + 1e-5) }

    /// T − t_f: the step of the last mask.
    var lastMask: Int { totalSteps - finalSteps }

    /// Directions left over all of `weights` weights after a step:
    /// `b_T + (b_0 − b_T)(1 − (t − t_i)/(T − t_i − t_f))³`, rounded down.
    public func budget(step: Int, weights: Int) -> Int {
      let most = initialRank * weights, least = targetRank * weights
      if step <= warmUpSteps { return most }
      if step >= lastMask { return least }
      let left = 1 - Double(step - warmUpSteps) / Double(lastMask - warmUpSteps)
      return Int(Double(most - least) * (left * left * left) + Double(least))
    }

    enum CodingKeys: String, CodingKey {
      case initialRank = "init_r"
      case targetRank = "target_r"
      case alpha = "lora_alpha"
      case warmUpSteps = "tinit"
      case finalSteps = "tfinal"
      case interval = "deltaT"
      case beta1, beta2
      case orthogonality = "orth_reg_weight"
      case totalSteps = "total_step"
      case pattern = "rank_pattern"
    }

    public init(from decoder: any Decoder) throws {
      let entries = try decoder.container(keyedBy: CodingKeys.self)
      func number(_ key: CodingKeys, _ fallback: Float) throws -> Float {
        try entries.decodeIfPresent(Float.self, forKey: key) ?? fallback
      }
      initialRank = try entries.decodeRank(.initialRank)
      targetRank = try entries.decodeIfPresent(Int.self, forKey: .targetRank) ?? initialRank
      try entries.check(targetRank, .targetRank)
      alpha = try number(.alpha, 8)
      func steps(_ key: CodingKeys, _ fallback: Int) throws -> Int {
        let count = try entries.decodeIfPresent(Int.self, forKey: key) ?? fallback
        guard (0...AdapterLimits.steps).contains(count) else {
          throw DecodingError.dataCorruptedError(
            forKey: key, in: entries,
            debugDescription: "expected 0 to \(AdapterLimits.steps), found \(count)")
        }
        return count
      }
      warmUpSteps = try steps(.warmUpSteps, 0)
      finalSteps = try steps(.finalSteps, 0)
      interval = max(1, try steps(.interval, 1))
      beta1 = try number(.beta1, 0.85)
      beta2 = try number(.beta2, 0.85)
      orthogonality = try number(.orthogonality, 0.5)
      totalSteps = try steps(.totalSteps, 0)
      pattern = try entries.decodeIfPresent([String: [Bool]].self, forKey: .pattern)
    }
  }
}
