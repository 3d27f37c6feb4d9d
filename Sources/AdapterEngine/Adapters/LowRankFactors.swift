import CAdapterKernels

/// The product s · B A of two low-rank factors, A `[rank, inputs]` and B `[outputs, rank]`: what
/// LoRA and its kin add to a weight.
struct LowRankFactors {
  let a: Tensor
  let b: Tensor
  /// The factor s.
  let scaling: Float

  /// base + s · B A: each element one chain of fused multiply-adds over the ranks in ascending order,
  /// beginning with the base's element, of `(s · B[n, r]) · A[r, k]`.
  func added(to base: consuming Tensor) -> Tensor {
    var sum = base
    let to = sum.mutableFloats
    let scaled = Tape.scaled(b, by: scaling)
    let packed = PackedWeight.packTransposed(a)
    mk_gemm_accumulate(
      sum.rows, sum.columns, a.rows, scaled.floats, a.rows, packed.floats, to, sum.columns)
    return sum
  }

  /// With U = x Aᵀ and V = dy B: dB += s dyᵀ U, dA += s Vᵀ x, both at the rank's cost.
  func addGradients(
    input: Tensor, outputGradient: Tensor, a aID: ParameterID, b bID: ParameterID,
    into gradients: inout GradientBuffer
  ) {
    let u = input.multiplied(byPacked: PackedWeight.pack(a), outputs: a.rows, factor: scaling)
    let v = outputGradient.multiplied(
      byPacked: PackedWeight.packTransposed(b), outputs: a.rows, factor: scaling)
    gradients.withUnsafeGradient(bID) { u.addOuterProducts(with: outputGradient, to: $0) }
    gradients.withUnsafeGradient(aID) { input.addOuterProducts(with: v, to: $0) }
  }
}

extension Tensor {
  /// factor · (self · packed) with `outputs` columns.
  func multiplied(byPacked packed: Tensor, outputs: Int, factor: Float = 1) -> Tensor {
    var product = Tensor(uninitializedRows: rows, columns: outputs)
    let to = product.mutableFloats
    mk_gemm(
      rows, outputs, columns, floats, columns, packed.floats, nil, MK_NONE, nil, 0, nil, to,
      outputs)
    if factor != 1 { mk_scale(product.count, factor, to, to) }
    return product
  }

  /// Every row multiplied element by element by a vector of as many elements as there are columns.
  func scalingColumns(by factors: Tensor) -> Tensor {
    var product = Tensor(uninitializedRows: rows, columns: columns)
    let to = product.mutableFloats
    for row in 0..<rows {
      mk_multiply(columns, floats + row * columns, factors.floats, to + row * columns)
    }
    return product
  }

  /// Row i multiplied by element i of a vector.
  func scalingRows(by factors: Tensor) -> Tensor {
    var product = Tensor(uninitializedRows: rows, columns: columns)
    let to = product.mutableFloats
    for row in 0..<rows {
      mk_scale(columns, factors.floats[row], floats + row * columns, to + row * columns)
    }
    return product
  }
}
