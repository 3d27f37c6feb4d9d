/// Vector-based random matrix adaptation (Kopiczko et al. 2023, arXiv 2310.11454):
/// `ΔW = diag(b) B diag(d) A`, A and B random, frozen, and shared by all weights.
///
/// Only b `[outputs]`, which begins at zero, and d `[rank]`, which begins at 0.1, train. A
/// `[rank, most inputs]` and B `[most outputs, rank]` are drawn from U(±√(6/columns)); a narrower
/// weight takes their first columns or rows.
public struct VeRA: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// The rank r.
    public let rank: Int
    /// The initial value of all elements of d.
    public let initial: Float

    public init(rank: Int, initial: Float = 0.1) {
      self.rank = rank
      self.initial = initial
    }

    enum CodingKeys: String, CodingKey {
      case rank = "r"
      case initial = "d_initial"
    }

    public init(from decoder: any Decoder) throws {
      let entries = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        rank: try entries.decodeRank(.rank),
        initial: try entries.decodeIfPresent(Float.self, forKey: .initial) ?? 0.1)
    }
  }

  public static let method = "VERA"
  public let configuration: Configuration

  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  public init(rank: Int) { self.init(Configuration(rank: rank)) }

  public var description: String { "VeRA rank \(configuration.rank)" }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    let rank = configuration.rank
    let inputs = weights.reduce(0) { max($0, store[$1].columns) }
    let outputs = weights.reduce(0) { max($0, store[$1].rows) }
    func random(_ rows: Int, _ columns: Int) -> Tensor {
      .uniform(
        rows: rows, columns: columns, bound: (6 / Float(columns)).squareRoot(),
        generator: &generator)
    }
    store.addSharedPart("vera_A", random(rank, inputs), of: weights, trainable: false)
    store.addSharedPart("vera_B", random(outputs, rank), of: weights, trainable: false)
    for weight in weights {
      store.addPart(
        "vera_lambda_b", Tensor(rows: 1, columns: store[weight].rows), of: weight, decays: false)
      store.addPart(
        "vera_lambda_d", Tensor(rows: 1, columns: rank, repeating: configuration.initial),
        of: weight, decays: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let parts = Parts(weight, in: store)
    return LowRankFactors(
      a: parts.a, b: parts.b.scalingRows(by: parts.outer).scalingColumns(by: parts.inner),
      scaling: 1
    ).added(to: store[weight])
  }

  /// With U = x Aᵀ: db = Σ dy ⊙ ((U ⊙ d) Bᵀ), dd = Σ U ⊙ ((dy ⊙ b) B), sums over tokens.
  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let parts = Parts(weight, in: store)
    let rank = parts.a.rows
    let u = input.multiplied(byPacked: PackedWeight.pack(parts.a), outputs: rank)
    let output = u.scalingColumns(by: parts.inner).multiplied(
      byPacked: PackedWeight.pack(parts.b), outputs: parts.b.rows)
    gradients.addColumnSums(of: outputGradient, times: output, to: parts.outerID)
    let v = outputGradient.scalingColumns(by: parts.outer).multiplied(
      byPacked: PackedWeight.packTransposed(parts.b), outputs: rank)
    gradients.addColumnSums(of: u, times: v, to: parts.innerID)
  }

  /// The tensors that one weight computes with.
  private struct Parts {
    let a: Tensor
    let b: Tensor
    let outerID: ParameterID
    let innerID: ParameterID
    let outer: Tensor
    let inner: Tensor

    init(_ weight: ParameterID, in store: ParameterStore) {
      a = store[store.sharedPart("vera_A")].columns(0..<store[weight].columns)
      b = store[store.sharedPart("vera_B")].rows(0..<store[weight].rows)
      outerID = store.part("vera_lambda_b", of: weight)
      innerID = store.part("vera_lambda_d", of: weight)
      outer = store[outerID]
      inner = store[innerID]
    }
  }
}

extension VeRA: BundledAdapter {
  public static let variantName = "vera"
  public static let defaultTargets = ["query", "value"]

  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    VeRA(rank: settings.rank)
  }

  public static var trials: [AdapterConformance] { [AdapterConformance(VeRA(rank: 6))] }
}

extension Tensor {
  /// A range of consecutive columns.
  func columns(_ range: Range<Int>) -> Tensor {
    guard range != 0..<columns else { return self }
    var part = Tensor(uninitializedRows: rows, columns: range.count)
    let to = part.mutableFloats
    for row in 0..<rows {
      (to + row * range.count).update(
        from: floats + row * columns + range.lowerBound, count: range.count)
    }
    return part
  }
}
