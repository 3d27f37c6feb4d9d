import CAdapterKernels

/// The product s · Aᵀ Bᵀ of two low-rank factors, A `[rank, rows]` and B `[width, rank]`: what LoRA adds
/// to an embedding table, as PEFT stores it.
struct TableFactors {
  let a: Tensor
  let b: Tensor
  /// The factor s.
  let scaling: Float

  /// table + s · Aᵀ Bᵀ, in the chains of ``LowRankFactors/added(to:)``.
  func added(to table: Tensor) -> Tensor {
    LowRankFactors(a: b.transposed(), b: a.transposed(), scaling: scaling).added(to: table)
  }

  /// The same for some rows of the table, `[tokens, width]`.
  func added(to rows: consuming Tensor, of tokens: [Int32]) -> Tensor {
    LowRankFactors(a: b.transposed(), b: columns(tokens), scaling: scaling).added(to: rows)
  }

  /// Columns of A, each as a row: `[tokens, rank]`.
  private func columns(_ tokens: [Int32]) -> Tensor {
    var columns = Tensor(uninitializedRows: tokens.count, columns: a.rows)
    let to = columns.mutableFloats
    for (place, token) in tokens.enumerated() {
      for index in 0..<a.rows {
        to[place * a.rows + index] = a.floats[index * a.columns + Int(token)]
      }
    }
    return columns
  }

  /// Adds the gradients of the factors. With dy the gradients of the rows that were looked up, the
  /// columns of dA get s dy B, and dB gets s dyᵀ Aᵀ of those rows.
  func addGradients(
    rows: [Int32], outputGradient: Tensor, a aID: ParameterID, b bID: ParameterID,
    into gradients: inout GradientBuffer
  ) {
    let rank = a.rows, count = a.columns
    let u = outputGradient.multiplied(
      byPacked: PackedWeight.packTransposed(b), outputs: rank, factor: scaling)
    var v = columns(rows)
    v.scale(by: scaling)
    gradients.withUnsafeGradient(aID) { to in
      for (place, row) in rows.enumerated() {
        for index in 0..<rank {
          let element = index * count + Int(row)
          to[element] += u.floats[place * rank + index]
        }
      }
    }
    gradients.withUnsafeGradient(bID) { v.addOuterProducts(with: outputGradient, to: $0) }
  }
}
