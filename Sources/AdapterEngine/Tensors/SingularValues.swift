/// The thin singular value decomposition of a matrix: A = U diag(σ) Vᵀ, σ descending.
///
/// One-sided Jacobi rotations in double precision (Hestenes 1958) in a fixed order, on the shorter
/// side, until all columns are orthogonal to working precision: exact for every singular vector, the
/// same bits on every machine. About 8 · long · short² · sweeps operations, sweeps some ten: a second
/// for 384 × 384.
struct SingularValues {
  /// Left vectors, one array of `rows` elements each; zeros where σ is zero.
  private(set) var left: [[Double]]
  /// The singular values σ in descending order.
  private(set) var values: [Double]
  /// Right vectors, one array of `columns` elements each; zeros where σ is zero.
  private(set) var right: [[Double]]

  init(_ matrix: Tensor) {
    let values = matrix.values
    self.init(rows: matrix.rows, columns: matrix.columns) {
      Double(values[$0 * matrix.columns + $1])
    }
  }

  /// - Parameter element: the element at a row and a column.
  init(rows: Int, columns: Int, _ element: (Int, Int) -> Double) {
    guard rows >= columns else {
      let transposed = SingularValues(rows: columns, columns: rows) { element($1, $0) }
      left = transposed.right
      values = transposed.values
      right = transposed.left
      return
    }
    let original = (0..<columns).map { column in (0..<rows).map { element($0, column) } }
    var work = original.flatMap { $0 }
    Self.orthogonalize(&work, length: rows, count: columns)
    let vectors = (0..<columns).map { Array(work[$0 * rows..<($0 + 1) * rows]) }
    let norms = vectors.map { Self.dot($0, $0).squareRoot() }
    let order = norms.indices.sorted { (norms[$1], $0) < (norms[$0], $1) }
    // Below this a column is rounding errors of the others, its direction nothing.
    let least = (norms.max() ?? 0) * 1e-14
    values = order.map { norms[$0] > least ? norms[$0] : 0 }
    left = zip(order, values).map { place, value in
      vectors[place].map { value > 0 ? $0 / value : 0 }
    }
    // V = Aᵀ U / σ.
    right = zip(left, values).map { vector, value in
      original.map { value > 0 ? Self.dot($0, vector) / value : 0 }
    }
  }

  /// Rotates pairs of columns until each is orthogonal to all others.
  private static func orthogonalize(_ columns: inout [Double], length: Int, count: Int) {
    columns.withUnsafeMutableBufferPointer { all in
      guard let base = all.baseAddress else { return }
      for _ in 0..<60 {
        var hasRotated = false
        for i in 0..<count {
          for j in i + 1..<max(count, i + 1) {
            let a = base + i * length, b = base + j * length
            let (aa, bb, ab) = products(a, b, length)
            guard abs(ab) > 1e-15 * (aa * bb).squareRoot() else { continue }
            hasRotated = true
            let zeta = (bb - aa) / (2 * ab)
            let root = abs(zeta) + (1 + zeta * zeta).squareRoot()
            let tangent = zeta < 0 ? -1 / root : 1 / root
            let cosine = 1 / (1 + tangent * tangent).squareRoot()
            rotate(a, b, length, cosine, cosine * tangent)
          }
        }
        if !hasRotated { return }
      }
    }
  }

  private static func products(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
  ) -> (aa: Double, bb: Double, ab: Double) {
    var aa = SIMD4<Double>(), bb = SIMD4<Double>(), ab = SIMD4<Double>()
    var index = 0
    while index + 4 <= count {
      let x = SIMD4(a[index], a[index + 1], a[index + 2], a[index + 3])
      let y = SIMD4(b[index], b[index + 1], b[index + 2], b[index + 3])
      aa += x * x
      bb += y * y
      ab += x * y
      index += 4
    }
    var sums = (aa.sum(), bb.sum(), ab.sum())
    while index < count {
      sums.0 += a[index] * a[index]
      sums.1 += b[index] * b[index]
      sums.2 += a[index] * b[index]
      index += 1
    }
    return (sums.0, sums.1, sums.2)
  }

  private static func rotate(
    _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>, _ count: Int,
    _ cosine: Double, _ sine: Double
  ) {
    for index in 0..<count {
      let x = a[index], y = b[index]
      a[index] = cosine * x - sine * y
      b[index] = sine * x + cosine * y
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// Factors of the best approximation of a rank, split evenly: B = U √(σ/s), A = √(σ/s) Vᵀ, so that
  /// s · B A is it. Ranks beyond the matrix's are zeros.
  func factors(rank: Int, scaling: Float) -> (a: Tensor, b: Tensor) {
    let outputs = left.first?.count ?? 0, inputs = right.first?.count ?? 0
    var a = Tensor(rows: rank, columns: inputs), b = Tensor(rows: outputs, columns: rank)
    for r in 0..<min(rank, values.count) {
      let root = (values[r] / Double(scaling)).squareRoot()
      for k in 0..<inputs { a[r, k] = Float(root * right[r][k]) }
      for n in 0..<outputs { b[n, r] = Float(root * left[r][n]) }
    }
    return (a, b)
  }
}

extension SIMD4 where Scalar == Double {
  /// The sum, taken in a fixed order.
  fileprivate func sum() -> Double { (self[0] + self[2]) + (self[1] + self[3]) }
}

extension SingularValues {
  /// The decomposition of B A, B `[outputs, rank]`, A `[rank, inputs]`, at the rank's cost: with
  /// Aᵀ = Q R the product is (B Rᵀ) Qᵀ, and only the narrow B Rᵀ is rotated.
  init(b: Tensor, a: Tensor) {
    let rank = a.rows
    var basis: [[Double]] = []
    var triangle = [[Double]](repeating: [Double](repeating: 0, count: rank), count: rank)
    for r in 0..<rank {
      var vector = a.row(r).map { Double($0) }
      let norm = Self.dot(vector, vector).squareRoot()
      // Twice is enough (Giraud et al. 2005).
      for _ in 0..<2 {
        for (index, direction) in basis.enumerated() {
          let share = Self.dot(direction, vector)
          triangle[index][r] += share
          for k in vector.indices { vector[k] -= share * direction[k] }
        }
      }
      let left = Self.dot(vector, vector).squareRoot()
      // A row that the others span adds no direction.
      guard left > norm * 1e-12, left > 0 else {
        basis.append([Double](repeating: 0, count: vector.count))
        continue
      }
      triangle[r][r] = left
      basis.append(vector.map { $0 / left })
    }
    let bValues = b.values
    let narrow = SingularValues(rows: b.rows, columns: rank) { row, column in
      (0..<rank).reduce(0.0) { $0 + Double(bValues[row * rank + $1]) * triangle[column][$1] }
    }
    left = narrow.left
    values = narrow.values
    right = narrow.right.map { coefficients in
      var vector = [Double](repeating: 0, count: a.columns)
      for (coefficient, direction) in zip(coefficients, basis) where coefficient != 0 {
        for k in vector.indices { vector[k] += coefficient * direction[k] }
      }
      return vector
    }
  }
}
