import CAdapterKernels

/// How far the rows of a matrix are from orthonormal: ‖M Mᵀ − I‖ (Frobenius, not squared).
struct Orthogonality {
  /// The norm.
  let penalty: Double
  private let matrix: Tensor
  /// The difference M Mᵀ − I.
  private let excess: Tensor

  init(of matrix: Tensor) {
    self.matrix = matrix
    var excess = matrix.multiplied(byPacked: PackedWeight.pack(matrix), outputs: matrix.rows)
    for row in 0..<matrix.rows { excess[row, row] -= 1 }
    self.excess = excess
    penalty = excess.withUnsafeValues { mk_squared_norm($0.count, $0.baseAddress) }.squareRoot()
  }

  /// `factor · 2 (M Mᵀ − I) M / ‖M Mᵀ − I‖`, or zero where the penalty is.
  func gradient(times factor: Double) -> Tensor {
    guard penalty > 0 else { return Tensor(rows: matrix.rows, columns: matrix.columns) }
    return excess.multiplied(
      byPacked: PackedWeight.packTransposed(matrix), outputs: matrix.columns,
      factor: Float(2 * factor / penalty))
  }
}

extension Tensor {
  /// The transposed matrix.
  func transposed() -> Tensor {
    var result = Tensor(uninitializedRows: columns, columns: rows)
    Self.transpose(rows, columns, floats, to: result.mutableFloats)
    return result
  }

  /// The transpose of a matrix `[rows, columns]`.
  static func transpose(
    _ rows: Int, _ columns: Int, _ from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      for column in 0..<columns { to[column * rows + row] = from[row * columns + column] }
    }
  }

  /// A matrix with these rows at some places among `count`, and zeros elsewhere.
  func spread(over count: Int, rows places: [Int]) -> Tensor {
    var result = Tensor(rows: count, columns: columns)
    for (row, place) in places.enumerated() {
      for column in 0..<columns { result[place, column] = self[row, column] }
    }
    return result
  }
}
