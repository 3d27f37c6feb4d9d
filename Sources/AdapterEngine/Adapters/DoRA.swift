/// Weight-decomposed low-rank adaptation (Liu et al. 2024, arXiv 2402.09353): per output row
/// `W' = m · V / ‖V‖` with `V = W0 + (α/r) B A`.
///
/// The magnitudes m `[outputs]` begin at ‖W0‖, A and B as in ``LoRA``, so the model begins as the base
/// does, up to rounding. As in the paper (section 4.3) and in PEFT the gradient takes ‖V‖ for a
/// constant.
public struct DoRA: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// Ranks, α and scaling, as LoRA has them; no dropout.
    public let lora: LoRA.Configuration

    /// r, where no pattern says otherwise.
    public var rank: Int { lora.rank }
    /// α, where no pattern says otherwise.
    public var alpha: Float { lora.alpha }

    public init(rank: Int, alpha: Float) {
      lora = LoRA.Configuration(rank: rank, alpha: alpha)
    }

    private enum CodingKeys: String, CodingKey { case isDecomposed = "use_dora" }

    public func encode(to encoder: any Encoder) throws {
      try lora.encode(to: encoder)
      var entries = encoder.container(keyedBy: CodingKeys.self)
      try entries.encode(true, forKey: .isDecomposed)
    }

    public init(from decoder: any Decoder) throws {
      var lora = try LoRA.Configuration(from: decoder)
      // Only training drops anything.
      lora.dropout = 0
      self.lora = lora
    }
  }

  public static let method = "LORA"
  public static let flag: String? = "use_dora"
  public let configuration: Configuration
  private let lora: LoRA

  public init(_ configuration: Configuration) {
    self.configuration = configuration
    lora = LoRA(configuration.lora)
  }

  public init(rank: Int, alpha: Float) {
    self.init(Configuration(rank: rank, alpha: alpha))
  }

  public var description: String {
    "DoRA rank \(configuration.rank), alpha \(configuration.alpha)"
  }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    lora.adapt(weights, in: &store, generator: &generator)
    for weight in weights {
      let base = store[weight]
      let norms = store.parameter(weight).isTable ? base.transposed().rowNorms : base.rowNorms
      store.addPart("lora_magnitude_vector", norms, of: weight, decays: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let directions = lora.effectiveWeight(weight, in: store)
    if store.parameter(weight).isTable {
      return directions.scalingColumns(by: factors(of: directions.transposed(), weight, in: store))
    }
    return directions.scalingRows(by: factors(of: directions, weight, in: store))
  }

  /// A table's magnitudes belong to its columns, as in PEFT: W' = m · V / ‖V‖ per column.
  public var adaptsTables: Bool { true }

  /// A and B as in LoRA from c · dy; `dm = Σ_t dy[t, k] · V[t, k] / ‖V‖` over the rows looked up.
  public func addGradients(
    ofTable table: ParameterID, tokens: [Int32], outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let directions = lora.effectiveWeight(table, in: store)
    let across = directions.transposed()
    lora.addGradients(
      ofTable: table, tokens: tokens,
      outputGradient: outputGradient.scalingColumns(by: factors(of: across, table, in: store)),
      in: store, into: &gradients)
    let norms = across.rowNorms
    let looked = directions.rows(tokens)
    gradients.withUnsafeGradient(store.part("lora_magnitude_vector", of: table)) { to in
      for column in 0..<looked.columns {
        var sum = 0.0
        for row in 0..<looked.rows {
          let place = row * looked.columns + column
          sum += Double(outputGradient.floats[place]) * Double(looked.floats[place])
        }
        to[column] += Float(sum / Double(norms.floats[column]))
      }
    }
  }

  /// With c = m/‖V‖: A and B as in LoRA from c · dy; `dm = Σ_k (dyᵀ x)[n, k] · V[n, k] / ‖V‖`.
  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let directions = lora.effectiveWeight(weight, in: store)
    lora.addGradients(
      of: weight, input: input,
      outputGradient: outputGradient.scalingColumns(
        by: factors(of: directions, weight, in: store)), in: store, into: &gradients)
    var whole = Tensor(rows: directions.rows, columns: directions.columns)
    input.addOuterProducts(with: outputGradient, to: whole.mutableFloats)
    let norms = directions.rowNorms
    gradients.withUnsafeGradient(store.part("lora_magnitude_vector", of: weight)) { to in
      for row in 0..<whole.rows {
        to[row] += Float(whole.dot(directions, row: row) / Double(norms.floats[row]))
      }
    }
  }

  public func partInFile(_ part: String) -> String {
    part == "lora_magnitude_vector" ? part : lora.partInFile(part)
  }

  /// The factor m/‖V‖ of each output.
  private func factors(
    of directions: Tensor, _ weight: ParameterID, in store: ParameterStore
  ) -> Tensor {
    let magnitudes = store[store.part("lora_magnitude_vector", of: weight)]
    var factors = directions.rowNorms
    let to = factors.mutableFloats
    for row in 0..<directions.rows { to[row] = magnitudes.floats[row] / to[row] }
    return factors
  }
}

extension DoRA: BundledAdapter {
  public static let variantName = "dora"
  public static let defaultTargets = ["query", "value"]

  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    DoRA(rank: settings.rank, alpha: settings.alpha)
  }

  public static var trials: [AdapterConformance] {
    [["layer.*"], ["words", "layer.*"]].map {
      var trial = AdapterConformance(
        DoRA(rank: 3, alpha: 6), targets: $0.map { NamePattern($0) })
      trial.hasExactGradients = false
      return trial
    }
  }
}

extension Tensor {
  /// The Euclidean norm of each row as one row, summed in double precision. A row of zeros has the
  /// least normal number rather than zero, so that it can be divided by.
  var rowNorms: Tensor {
    var norms = Tensor(uninitializedRows: 1, columns: rows)
    let to = norms.mutableFloats
    for row in 0..<rows {
      to[row] = max(Float(dot(self, row: row).squareRoot()), .leastNormalMagnitude)
    }
    return norms
  }

  /// The product of two tensors' rows of one number, in double precision.
  func dot(_ other: Tensor, row: Int) -> Double {
    let left = floats + row * columns, right = other.floats + row * columns
    var sum = 0.0
    for column in 0..<columns { sum += Double(left[column]) * Double(right[column]) }
    return sum
  }
}
