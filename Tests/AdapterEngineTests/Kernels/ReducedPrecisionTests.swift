import AdapterEngine
import CAdapterKernels
import Testing

/// Products of reduced precision against the definition, written plainly.
extension PathTests {
  /// activation(rows · weight + bias) + residual, as the kernels compute it on a path.
  private func product(
    _ precision: mk_precision, on path: mk_path, _ shape: (m: Int, n: Int, k: Int), _ a: [Float],
    _ w: [Float], bias: [Float], residual: [Float], activation: mk_activation = MK_NONE
  ) -> [Float] {
    let (m, n, k) = shape
    var product = [Float](repeating: .nan, count: m * n)
    withOperands(precision, on: path, shape, a, w) { rows, weight in
      mk_gemm_reduced(
        precision, m, n, k, rows, weight, bias, activation, residual, n, nil, &product, n)
    }
    return product
  }

  /// Gives both operands in reduced precision, made and used on a path.
  private func withOperands(
    _ precision: mk_precision, on path: mk_path, _ shape: (m: Int, n: Int, k: Int), _ a: [Float],
    _ w: [Float], _ body: (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void
  ) {
    let (m, n, k) = shape
    let rows = UnsafeMutableRawPointer.allocate(
      byteCount: mk_reduced_rows_bytes(precision, m, k), alignment: 64)
    let weight = UnsafeMutableRawPointer.allocate(
      byteCount: mk_reduced_weight_bytes(precision, n, k), alignment: 64)
    defer {
      rows.deallocate()
      weight.deallocate()
    }
    onPath(path) {
      mk_reduce_rows(precision, m, k, a, k, rows)
      mk_reduce_weight(precision, w, k, n, k, weight)
      body(rows, weight)
    }
  }

  /// The bytes of a packed weight `[n, k]`, given as it is or transposed.
  private func packed(
    _ precision: mk_precision, on path: mk_path, _ n: Int, _ k: Int, _ w: [Float],
    isTransposed: Bool
  ) -> [UInt8] {
    // Bytes that nobody writes would differ.
    var bytes = [UInt8](
      repeating: isTransposed ? 0x55 : 0xaa, count: mk_reduced_weight_bytes(precision, n, k))
    onPath(path) {
      if isTransposed {
        mk_reduce_transposed_weight(precision, w, n, n, k, &bytes)
      } else {
        mk_reduce_weight(precision, w, k, n, k, &bytes)
      }
    }
    return bytes
  }

  @Test(arguments: paths, [MK_BFLOAT, MK_INT8])
  func `a reduced weight and its transpose, transposed, are packed to the same bytes`(
    path: mk_path, precision: mk_precision
  ) {
    for (_, n, k) in Self.shapes {
      var w = random(n * k, 25)
      // Outputs of zeros and of what is no number, too.
      if n > 2 { for l in 0..<k { w[k + l] = 0 } }
      if n > 4 { w[3 * k + k / 2] = precision == MK_INT8 ? .infinity : 1 }
      let transposed = (0..<n * k).map { w[$0 % n * k + $0 / n] }
      let plain = packed(precision, on: path, n, k, w, isTransposed: false)
      #expect(plain == packed(precision, on: path, n, k, transposed, isTransposed: true))
      #expect(plain == packed(precision, on: MK_PORTABLE, n, k, w, isTransposed: false))
    }
  }

  @Test(arguments: paths)
  func `a bfloat16 weight is packed in pairs, side by side`(path: mk_path) {
    for (_, n, k) in Self.shapes {
      let w = random(n * k, 25)
      let plain = packed(MK_BFLOAT, on: path, n, k, w, isTransposed: false)
      var isRight = true
      for j in 0..<n {
        for l in 0..<k {
          let pairs = (k + 1) / 2, column = j / 64 * 64 * pairs + l / 2 * 64 + j % 64
          let place = 4 * column + 2 * (l % 2)
          let bits = UInt32(plain[place]) << 16 | UInt32(plain[place + 1]) << 24
          isRight = isRight && Float(bitPattern: bits) == bfloat(w[j * k + l])
        }
      }
      #expect(isRight, "\(n) x \(k)")
    }
  }

  @Test(arguments: paths)
  func `what a reduced product keeps for training has the bits of both steps apart`(
    path: mk_path
  ) {
    for (precision, (m, n, k)) in [MK_BFLOAT, MK_INT8].flatMap({ p in Self.shapes.map { (p, $0) } })
    {
      let a = random(m * k, 26), w = random(n * k, 27), saved = random(m * n, 28)
      let bias = random(n, 29), residual = random(m * n, 30)
      var sums = [Float](repeating: .nan, count: m * n)
      var plain = sums, product = sums, slopes = sums, added = sums
      withOperands(precision, on: path, (m, n, k), a, w) { rows, weight in
        mk_gemm_reduced(precision, m, n, k, rows, weight, nil, MK_NONE, nil, 0, nil, &plain, n)
        mk_gemm_reduced(
          precision, m, n, k, rows, weight, bias, MK_GELU, nil, 0, &sums, &product, n)
        mk_gemm_reduced(
          precision, m, n, k, rows, weight, nil, MK_NONE, residual, n, nil, &added, n)
        mk_gemm_reduced_activation_backward(
          precision, m, n, k, rows, weight, MK_GELU, saved, &slopes, n)
      }
      var slopesApart = plain, productApart = sums
      onPath(path) {
        mk_activate_backward(m * n, MK_GELU, saved, plain, &slopesApart)
        mk_activate(m * n, MK_GELU, sums, &productApart)
      }
      let isRight =
        (0..<m * n).allSatisfy {
          sums[$0] == plain[$0] + bias[$0 % n] && added[$0] == plain[$0] + residual[$0]
        } && slopes == slopesApart && product == productApart
      #expect(isRight, "\(precision), \(m) x \(n) x \(k)")
    }
  }

  private func bfloat(_ x: Float) -> Float {
    guard abs(x) >= 0x1p-50 else { return 0 }
    let bits = x.bitPattern
    return Float(bitPattern: (bits &+ 0x7fff &+ ((bits >> 16) & 1)) & 0xffff_0000)
  }

  @Test(arguments: paths)
  func `a bfloat16 product is one chain, the second of each pair first`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let a = random(m * k, 21), w = random(n * k, 22), bias = random(n, 23)
      let residual = random(m * n, 24)
      let product = product(
        MK_BFLOAT, on: path, (m, n, k), a, w, bias: bias, residual: residual)
      var isRight = true
      for i in 0..<m {
        for j in 0..<n {
          var sum: Float = 0
          for first in stride(from: 0, to: k, by: 2) {
            for l in [first + 1, first] where l < k {
              sum.addProduct(bfloat(a[i * k + l]), bfloat(w[j * k + l]))
            }
          }
          isRight = isRight && product[i * n + j] == sum + bias[j] + residual[i * n + j]
        }
      }
      #expect(isRight, "\(m) x \(n) x \(k)")
    }
  }

  /// q = round(x / scale) + zero, 0 to 255, over the row's range together with zero.
  private func quantized(_ row: [Float]) -> (values: [Int], scale: Float, zero: Int) {
    let low = min(0, row.min()!), high = max(0, row.max()!)
    let scale = (high - low) / 255, inverse = 1 / scale
    let zero = Int((-low * inverse).rounded(.toNearestOrEven))
    // The product is exact in double precision, as in the kernel's fused multiply-add.
    let values = row.map {
      min(max(Int((Double($0) * Double(inverse)).rounded(.toNearestOrEven)) + zero, 0), 255)
    }
    return (values, scale, zero)
  }

  @Test(arguments: paths)
  func `an 8-bit product is an exact sum of whole numbers, scaled`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let a = random(m * k, 31), w = random(n * k, 32), bias = random(n, 33)
      let residual = random(m * n, 34)
      let product = product(MK_INT8, on: path, (m, n, k), a, w, bias: bias, residual: residual)
      let rows = (0..<m).map { quantized(Array(a[$0 * k..<($0 + 1) * k])) }
      var isRight = true
      for j in 0..<n {
        let weights = w[j * k..<(j + 1) * k]
        let largest = weights.map(abs).max()!
        let whole = weights.map { Int(($0 * (127 / largest)).rounded(.toNearestOrEven)) }
        for i in 0..<m {
          let row = rows[i]
          var sum = 0
          for l in 0..<k { sum += (row.values[l] - row.zero) * whole[l] }
          let value = Float(sum) * (row.scale * (largest / 127))
          isRight = isRight && product[i * n + j] == value + bias[j] + residual[i * n + j]
        }
      }
      #expect(isRight, "\(m) x \(n) x \(k)")
    }
  }

  @Test func `products of reduced precision have the same bits on every path`() {
    for (precision, (m, n, k)) in [MK_BFLOAT, MK_INT8].flatMap({ p in Self.shapes.map { (p, $0) } })
    {
      let a = random(m * k, 41), w = random(n * k, 42)
      let bias = random(n, 43), residual = random(m * n, 44)
      let bits = Self.paths.map { path in
        product(
          precision, on: path, (m, n, k), a, w, bias: bias, residual: residual,
          activation: MK_GELU
        ).map(\.bitPattern)
      }
      #expect(bits.allSatisfy { $0 == bits[0] }, "\(precision), \(m) x \(n) x \(k)")
    }
  }

  @Test(arguments: paths)
  func `the ends of the 8-bit range don't saturate`(path: mk_path) {
    let k = 1536, n = 32
    let a = [Float](repeating: 1, count: k), w = [Float](repeating: 1, count: n * k)
    let zeros = [Float](repeating: 0, count: n)
    let product = product(MK_INT8, on: path, (1, n, k), a, w, bias: zeros, residual: zeros)
    #expect(product.allSatisfy { abs($0 - Float(k)) < 0.01 })
  }

  @Test(arguments: paths)
  func `rows of zeros, of tiny numbers and of no numbers keep what they are`(path: mk_path) {
    let k = 40, n = 3
    let w = random(n * k, 51), bias = random(n, 52), residual = [Float](repeating: 0, count: n)
    for precision in [MK_BFLOAT, MK_INT8] {
      for value in [0, Float.leastNonzeroMagnitude] {
        let a = [Float](repeating: value, count: k)
        #expect(
          product(precision, on: path, (1, n, k), a, w, bias: bias, residual: residual) == bias)
      }
      for value: Float in [.nan, .infinity] {
        var a = random(k, 53)
        a[17] = value
        let product = product(precision, on: path, (1, n, k), a, w, bias: bias, residual: residual)
        #expect(product.allSatisfy { !$0.isFinite })
      }
    }
  }
}
