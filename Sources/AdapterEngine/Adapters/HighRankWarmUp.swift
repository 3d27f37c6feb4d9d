/// High-rank warm-up, one of the training strategies of arXiv 2401.10447: LoRA that begins at a high
/// rank and goes on at the target rank after a truncated singular value decomposition of B A.
///
/// The paper's abstract names the strategy; this reading is ours. s = α/r with the target rank r
/// throughout, so the cut changes B A by what it drops and nothing else: with B A = U S Vᵀ it sets
/// `B = U_r √S_r`, `A = √S_r V_rᵀ` in the first r ranks and zero in the others. Rows of zeros in A
/// against columns of zeros in B have no gradient, so those stay zero for good; the optimizer begins
/// anew for both factors. Stored as a plain ``LoRA`` of the target rank once the warm-up is over.
public struct HighRankWarmUp: Adapter {
  public static let method = LoRA.method
  public static let reader: any Adapter.Type = LoRA.self
  /// The configuration of the LoRA that remains after the warm-up.
  public let configuration: LoRA.Configuration
  /// The rank to begin with.
  public let warmUpRank: Int
  /// The number of optimizer steps at the warm-up rank.
  public let warmUpSteps: Int
  private let lora: LoRA

  public init(_ configuration: LoRA.Configuration, warmUpRank: Int, warmUpSteps: Int) {
    precondition(configuration.ranks.isEmpty, "a warm-up has one rank for all modules")
    precondition(warmUpRank >= configuration.rank, "the warm-up has the higher rank")
    self.configuration = configuration
    self.warmUpRank = warmUpRank
    self.warmUpSteps = warmUpSteps
    var high = configuration
    high.rank = warmUpRank
    // What is stored during the warm-up has the same s, up to rounding.
    let ratio = Float(warmUpRank) / Float(configuration.rank)
    high.alpha *= configuration.isRankStabilized ? ratio.squareRoot() : ratio
    lora = LoRA(high, scaling: configuration.scaling(configuration.rank))
  }

  /// Makes an adapter without warm-up, which is how a stored one is read.
  public init(_ configuration: LoRA.Configuration) {
    self.init(configuration, warmUpRank: configuration.rank, warmUpSteps: 0)
  }

  public var description: String {
    "\(LoRA(configuration)), the first \(warmUpSteps) steps at rank \(warmUpRank)"
  }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    lora.adapt(weights, in: &store, generator: &generator)
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    lora.effectiveWeight(weight, in: store)
  }

  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    lora.addGradients(
      of: weight, input: input, outputGradient: outputGradient, in: store, into: &gradients)
  }

  public func hasBranch(in mode: Tape.Mode) -> Bool { lora.hasBranch(in: mode) }

  public func branch(
    of weight: ParameterID, input: Node, output: Node, on tape: inout Tape
  ) -> Node {
    lora.branch(of: weight, input: input, output: output, on: &tape)
  }

  public func finishStep(
    _ step: FinishedStep, in store: inout ParameterStore
  ) -> [ParameterID] {
    guard step.number == warmUpSteps else { return [] }
    return store.adaptedWeights.flatMap { weight in
      let a = store.part("lora_A", of: weight), b = store.part("lora_B", of: weight)
      let cut = SingularValues(b: store[b], a: store[a]).factors(
        rank: configuration.rank, scaling: 1)
      let none = warmUpRank - configuration.rank
      store[a] = cut.a.above(Tensor(rows: none, columns: cut.a.columns))
      store[b] = cut.b.beside(Tensor(rows: cut.b.rows, columns: none))
      return [a, b]
    }
  }

  /// The target rank's part if all else is zero, the whole high rank during the warm-up.
  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<LoRA.Configuration> {
    let rank = configuration.rank
    let isCut = store.adaptedWeights.allSatisfy { weight in
      let a = store[store.part("lora_A", of: weight)]
      return a.rows(rank..<a.rows).values.allSatisfy { $0 == 0 }
    }
    guard isCut else { return lora.saved(in: store, naming: naming) }
    var tensors: [String: Tensor] = [:]
    for weight in store.adaptedWeights {
      tensors[naming.name(of: "lora_A.weight", weight, in: store)] =
        store[store.part("lora_A", of: weight)].rows(0..<rank)
      tensors[naming.name(of: "lora_B.weight", weight, in: store)] =
        store[store.part("lora_B", of: weight)].columns(0..<rank)
    }
    return SavedAdapter(configuration: configuration, tensors: tensors)
  }
}
