/// Weight-decomposed low-rank adaptation (Liu et al. 2024, arXiv 2402.09353): per output row
/// `W' = m · V / ‖V‖` with `V = W0 + (α/r) B A`.
///
/// The magnitudes m `[outputs]` begin at ‖W0‖, A and B as in ``LoRA``, so the model begins as the base
/// does, up to rounding. As in the paper (section 4.3) and in PEFT the gradient takes ‖V‖ for a
/// constant.
public struct DoRA: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// r.
    public let rank: Int
    /// α.
    public let alpha: Float
    let isDecomposed: Bool

    public init(rank: Int, alpha: Float) {
      self.rank = rank
      self.alpha = alpha
      isDecomposed = true
    }

    enum CodingKeys: String, CodingKey {
      case rank = "r"
      case alpha = "lora_alpha"
      case isDecomposed = "use_dora"
    }

    /// What PEFT's LoRA can have and this DoRA has not.
    private enum ForeignKeys: String, CodingKey {
      case isRankStabilized = "use_rslora"
      case ranks = "rank_pattern"
    }

    public init(from decoder: any Decoder) throws {
      let entries = try decoder.container(keyedBy: CodingKeys.self)
      let foreign = try decoder.container(keyedBy: ForeignKeys.self)
      let ranks = try foreign.decodeIfPresent([String: Int].self, forKey: .ranks) ?? [:]
      guard try foreign.decodeIfPresent(Bool.self, forKey: .isRankStabilized) != true,
        ranks.isEmpty
      else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath,
            debugDescription: "expected DoRA of one rank without use_rslora, found another"))
      }
      self.init(
        rank: try entries.decodeRank(.rank),
        alpha: try entries.decodeIfPresent(Float.self, forKey: .alpha) ?? 8)
    }
  }

  public static let method = "LORA"
  public static let flag: String? = "use_dora"
  public let configuration: Configuration
  private let lora: LoRA

  public init(_ configuration: Configuration) {
    self.configuration = configuration
    lora = LoRA(rank: configuration.rank, alpha: configuration.alpha)
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
      store.addPart(
        "lora_magnitude_vector", store[weight].rowNorms, of: weight, decays: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let directions = lora.effectiveWeight(weight, in: store)
    return directions.scalingRows(by: factors(of: directions, weight, in: store))
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

  /// m/‖V‖ of each output.
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
    var trial = AdapterConformance(DoRA(rank: 3, alpha: 6))
    trial.hasExactGradients = false
    return [trial]
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
