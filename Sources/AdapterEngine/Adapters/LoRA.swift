import CAdapterKernels

/// Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): `h = W0 x + (α/r) B A x`.
///
/// A `[rank, inputs]` is drawn from U(±1/√inputs), B `[outputs, rank]` begins at zero, so the model
/// begins as the base does. The effective weight's element (n, k) is one chain of fused
/// multiply-adds over the ranks in ascending order, beginning with W0's element, of
/// `(α/r · B[n, r]) · A[r, k]`.
public struct LoRA: Adapter {
  /// r.
  public let rank: Int
  /// α.
  public let alpha: Float
  /// A and B of each adapted weight.
  private var factors: [ParameterID: (a: ParameterID, b: ParameterID)] = [:]

  public init(rank: Int, alpha: Float) {
    precondition(rank >= 1, "a rank is at least 1")
    self.rank = rank
    self.alpha = alpha
  }

  /// α/r.
  public var scaling: Float { alpha / Float(rank) }

  public mutating func adapt(
    _ weight: ParameterID, in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    let name = store.parameter(weight).name, base = store[weight]
    let a = Tensor.uniform(
      rows: rank, columns: base.columns, bound: 1 / Float(base.columns).squareRoot(),
      generator: &generator)
    let b = Tensor(rows: base.rows, columns: rank)
    factors[weight] = (
      store.add(name + ".lora_A", a, adapting: weight),
      store.add(name + ".lora_B", b, adapting: weight)
    )
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let (a, b) = values(weight, in: store)
    var effective = store[weight]
    let to = effective.mutableFloats
    let scaled = Tape.scaled(b, by: scaling)
    let packed = PackedWeight.packTransposed(a)
    mk_gemm_accumulate(
      effective.rows, effective.columns, rank, scaled.floats, rank, packed.floats, to,
      effective.columns)
    return effective
  }

  /// With U = x Aᵀ and V = dy B: dB += α/r dyᵀ U, dA += α/r Vᵀ x, both at rank-r cost.
  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let (a, b) = values(weight, in: store)
    guard let ids = factors[weight] else { return }
    let u = input.multiplied(byPacked: PackedWeight.pack(a), outputs: rank, factor: scaling)
    let v = outputGradient.multiplied(
      byPacked: PackedWeight.packTransposed(b), outputs: rank, factor: scaling)
    gradients.withUnsafeGradient(ids.b) { u.addOuterProducts(with: outputGradient, to: $0) }
    gradients.withUnsafeGradient(ids.a) { input.addOuterProducts(with: v, to: $0) }
  }

  private func values(
    _ weight: ParameterID, in store: ParameterStore
  ) -> (a: Tensor, b: Tensor) {
    guard let ids = factors[weight] else {
      preconditionFailure("\(store.parameter(weight).name) is not adapted by this LoRA")
    }
    return (store[ids.a], store[ids.b])
  }
}

extension Tensor {
  /// factor · (self · packed) with `outputs` columns.
  func multiplied(byPacked packed: Tensor, outputs: Int, factor: Float) -> Tensor {
    var product = Tensor(uninitializedRows: rows, columns: outputs)
    let to = product.mutableFloats
    mk_gemm(
      rows, outputs, columns, floats, columns, packed.floats, nil, MK_NONE, nil, 0, nil, to,
      outputs)
    mk_scale(product.count, factor, to, to)
    return product
  }
}
