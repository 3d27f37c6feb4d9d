/// Principal singular values and vectors adaptation (Meng et al. 2024, arXiv 2404.02948): LoRA whose
/// A and B begin as the weight's principal part, of which the frozen rest is relieved.
///
/// With W0 = U S Vᵀ: `B0 = U_r √(S_r/s)`, `A0 = √(S_r/s) V_rᵀ`, s = α/r, and
/// `W = W0 − s · B0 A0 + s · B A`, which begins as W0 up to rounding. The base itself stays as it is:
/// A0 and B0 are kept beside it, and stored with A and B as one plain LoRA of rank 2r, as PEFT
/// recommends; it reads back as ``LoRA`` and computes the same bits.
public struct PiSSA: Adapter {
  public static let method = LoRA.method
  public static let reader: any Adapter.Type = LoRA.self
  /// A plain LoRA's, with r for the trainable part.
  public let configuration: LoRA.Configuration

  /// - Parameter configuration: of which only rank and alpha count.
  public init(_ configuration: LoRA.Configuration) {
    self.init(rank: configuration.rank, alpha: configuration.alpha)
  }

  public init(rank: Int, alpha: Float) {
    configuration = LoRA.Configuration(rank: rank, alpha: alpha)
  }

  public var description: String {
    "PiSSA rank \(configuration.rank), alpha \(configuration.alpha)"
  }

  private var scaling: Float { configuration.scaling(configuration.rank) }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    for weight in weights {
      let (a, b) = SingularValues(store[weight]).factors(
        rank: configuration.rank, scaling: scaling)
      store.addPart("lora_A", a, of: weight)
      store.addPart("lora_B", b, of: weight)
      store.addPart("lora_A.start", a, of: weight, trainable: false)
      store.addPart("lora_B.start", Tape.scaled(b, by: -1), of: weight, trainable: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let relieved = factors(weight, ".start", in: store).added(to: store[weight])
    return factors(weight, "", in: store).added(to: relieved)
  }

  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    factors(weight, "", in: store).addGradients(
      input: input, outputGradient: outputGradient, a: store.part("lora_A", of: weight),
      b: store.part("lora_B", of: weight), into: &gradients)
  }

  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<LoRA.Configuration> {
    var tensors: [String: Tensor] = [:]
    for weight in store.adaptedWeights {
      let start = factors(weight, ".start", in: store), now = factors(weight, "", in: store)
      tensors[naming.name(of: "lora_A.weight", weight, in: store)] = start.a.above(now.a)
      tensors[naming.name(of: "lora_B.weight", weight, in: store)] = start.b.beside(now.b)
    }
    return SavedAdapter(
      configuration: LoRA.Configuration(
        rank: 2 * configuration.rank, alpha: 2 * configuration.alpha), tensors: tensors)
  }

  private func factors(
    _ weight: ParameterID, _ suffix: String, in store: ParameterStore
  ) -> LowRankFactors {
    LowRankFactors(
      a: store[store.part("lora_A" + suffix, of: weight)],
      b: store[store.part("lora_B" + suffix, of: weight)], scaling: scaling)
  }
}

extension PiSSA: BundledAdapter {
  public static let variantName = "pissa"
  public static let defaultTargets = ["query", "value"]

  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    PiSSA(rank: settings.rank, alpha: settings.alpha)
  }

  public static var trials: [AdapterConformance] { [AdapterConformance(PiSSA(rank: 4, alpha: 8))] }
}

extension Tensor {
  /// The rows of this, then another's.
  func above(_ other: Tensor) -> Tensor {
    Tensor(rows: rows + other.rows, columns: columns, values: values + other.values)
  }

  /// The columns of this, then another's.
  func beside(_ other: Tensor) -> Tensor {
    Tensor(
      rows: rows, columns: columns + other.columns,
      values: (0..<rows).flatMap { row($0) + other.row($0) })
  }
}
