import AdapterEngine
import CAdapterKernels
import Foundation
import Testing

/// Everything that switches the process from path to path, one at a time. Tests of other suites may
/// run meanwhile: they must give the same bits anyway.
@Suite(.serialized) struct PathTests {
  static let paths = [MK_PORTABLE, MK_AVX2, MK_AVX512, MK_AVX512VNNI, MK_AVX512BF16]
    .filter { mk_supports($0) }

  func onPath<Result>(_ path: mk_path, _ body: () -> Result) -> Result {
    let before = mk_current_path()
    _ = mk_use(path)
    defer { _ = mk_use(before) }
    return body()
  }

  /// The last is several blocks deep in every precision, over a whole panel and a part of one.
  static let shapes = [
    (1, 1, 1), (2, 3, 5), (13, 31, 17), (14, 32, 16), (15, 33, 300), (113, 65, 7), (29, 96, 257),
    (451, 17, 130), (30, 9, 300), (47, 16, 20), (7, 67, 1100),
  ]

  func random(_ count: Int, _ seed: UInt64) -> [Float] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in generator.normal() }
  }

  @Test(arguments: paths)
  func `a product is one chain of fused multiply-adds in ascending order`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let a = random(m * k, 1), w = random(n * k, 2), bias = random(n, 3)
      let residual = random(m * n, 4)
      var packed = [Float](repeating: 0, count: mk_packed_count(n, k))
      var product = [Float](repeating: .nan, count: m * n)
      var sums = product
      onPath(path) {
        mk_pack(w, k, n, k, &packed)
        mk_gemm(m, n, k, a, k, packed, bias, MK_NONE, residual, n, &sums, &product, n)
      }
      var isRight = true
      for i in 0..<m {
        for j in 0..<n {
          var sum: Float = 0
          for l in 0..<k { sum.addProduct(a[i * k + l], w[j * k + l]) }
          isRight = isRight && sums[i * n + j] == sum + bias[j]
          isRight = isRight && product[i * n + j] == sum + bias[j] + residual[i * n + j]
        }
      }
      #expect(isRight, "\(m) x \(n) x \(k)")
    }
  }

  /// Where nothing but bias and residual come to the sums, they are added while these are in registers.
  @Test(arguments: paths)
  func `bias and residual are added as where sums are kept, and none is as none`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let a = random(m * k, 1), w = random(n * k, 2), bias = random(n, 3)
      let residual = random(m * n, 4)
      var packed = [Float](repeating: 0, count: mk_packed_count(n, k))
      var bare = [Float](repeating: .nan, count: m * n)
      var biased = bare, added = bare, both = bare, sums = bare, kept = bare
      onPath(path) {
        mk_pack(w, k, n, k, &packed)
        func product(_ bias: [Float]?, _ residual: [Float]?, _ c: inout [Float]) {
          mk_gemm(m, n, k, a, k, packed, bias, MK_NONE, residual, n, nil, &c, n)
        }
        product(nil, nil, &bare)
        product(bias, nil, &biased)
        product(nil, residual, &added)
        product(bias, residual, &both)
        mk_gemm(m, n, k, a, k, packed, bias, MK_NONE, residual, n, &sums, &kept, n)
      }
      let isRight = bare.indices.allSatisfy {
        biased[$0] == bare[$0] + bias[$0 % n] && added[$0] == bare[$0] + residual[$0]
      }
      #expect(isRight && biased == sums && both == kept, "\(m) x \(n) x \(k)")
    }
  }

  @Test(arguments: paths)
  func `the data gradient's chain begins with the value that is there`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let dy = random(m * n, 5), w = random(n * k, 6), before = random(m * k, 7)
      var packed = [Float](repeating: 0, count: mk_packed_count(k, n))
      var dx = before
      onPath(path) {
        mk_pack_transposed(w, k, k, n, &packed)
        mk_gemm_accumulate(m, k, n, dy, n, packed, &dx, k)
      }
      var isRight = true
      for i in 0..<m {
        for j in 0..<k {
          var sum = before[i * k + j]
          for l in 0..<n { sum.addProduct(dy[i * n + l], w[l * k + j]) }
          isRight = isRight && dx[i * k + j] == sum
        }
      }
      #expect(isRight, "\(m) x \(n) x \(k)")
    }
  }

  @Test(arguments: paths)
  func `a data gradient through an activation has the bits of both steps apart`(path: mk_path) {
    for (m, n, k) in Self.shapes {
      let dy = random(m * k, 21), w = random(n * k, 22), saved = random(m * n, 23)
      var packed = [Float](repeating: 0, count: mk_packed_count(n, k))
      for activation in [MK_GELU, MK_TANH] {
        var together = [Float](repeating: .nan, count: m * n)
        var apart = together
        onPath(path) {
          mk_pack(w, k, n, k, &packed)
          mk_gemm_activation_backward(m, n, k, dy, k, packed, activation, saved, &together, n)
          mk_gemm(m, n, k, dy, k, packed, nil, MK_NONE, nil, 0, nil, &apart, n)
          mk_activate_backward(m * n, activation, saved, apart, &apart)
        }
        #expect(together.map(\.bitPattern) == apart.map(\.bitPattern), "\(m) x \(n) x \(k)")
      }
    }
  }

  @Test(arguments: paths)
  func `attention's gradients are the same whichever of them are asked for`(path: mk_path) {
    let heads = 2, width = 24, row = heads * width
    for tokens in [1, 5, 16, 37, 70] {
      let q = random(tokens * row, 24), k = random(tokens * row, 25), v = random(tokens * row, 26)
      let dy = random(tokens * row, 27)
      let stride = mk_attention_stride(tokens)
      var weights = [Float](repeating: .nan, count: heads * tokens * stride)
      var context = [Float](repeating: .nan, count: tokens * row)
      var scratch = [Float](
        repeating: .nan, count: mk_attention_scratch(tokens, tokens, width))
      /// Those of queries, keys and values, NaN where they are not wanted.
      func gradients(_ wanted: Int) -> [[UInt32]] {
        let count = tokens * row
        var all = [Float](repeating: .nan, count: 3 * count)
        all.withUnsafeMutableBufferPointer { all in
          let start = all.baseAddress!
          mk_attention_backward(
            tokens, tokens, heads, width, 0.2, q, row, k, row, v, row, weights, dy, row,
            wanted & 1 == 0 ? nil : start, row, wanted & 2 == 0 ? nil : start + count, row,
            wanted & 4 == 0 ? nil : start + 2 * count, row, &scratch)
        }
        return (0..<3).map { all[$0 * count..<($0 + 1) * count].map(\.bitPattern) }
      }
      onPath(path) {
        mk_attention(
          tokens, tokens, heads, width, 0.2, q, row, k, row, v, row, &weights, &context, row,
          &scratch)
        let whole = gradients(7), none = gradients(0)
        #expect(none.joined().allSatisfy { $0 == Float.nan.bitPattern })
        for wanted in 1..<7 {
          let some = gradients(wanted)
          let areRight = (0..<3).allSatisfy {
            some[$0] == (wanted & 1 << $0 == 0 ? none : whole)[$0]
          }
          #expect(areRight, "\(tokens) tokens, gradients \(wanted)")
        }
      }
    }
  }

  @Test(arguments: paths)
  func `products in double precision have the bits of plain loops`(path: mk_path) {
    for (m, n, k) in Self.shapes + [(80, 9, 53)] {
      let a = random(m * n, 8).map { Double($0) / 3 }, b = random(m * k, 9).map { Double($0) / 7 }
      var sums = random(n * k, 10).map { Double($0) / 11 }
      var plain = sums
      for row in 0..<m {
        for i in 0..<n {
          for j in 0..<k { plain[i * k + j] += a[row * n + i] * b[row * k + j] }
        }
      }
      onPath(path) { mk_add_outer_products(m, n, k, a, b, &sums) }
      #expect(sums.map(\.bitPattern) == plain.map(\.bitPattern), "\(m) x \(n) x \(k)")
    }
  }

  @Test(arguments: paths)
  func `the weight gradient's chain runs over the rows in order`(path: mk_path) {
    for (m, n, k) in Self.shapes + [(600, 15, 33), (130, 11, 96), (70, 16, 80), (200, 8, 112)] {
      let dy = random(m * n, 8), x = random(m * k, 9), before = random(n * k, 10)
      var scratch = [Float](repeating: .nan, count: mk_gemm_transposed_scratch(n))
      var dw = before, sums = random(n, 11)
      let sumsBefore = sums
      onPath(path) {
        mk_gemm_transposed(m, n, k, dy, n, x, k, &dw, k, &scratch)
        mk_column_sums(m, n, dy, n, &sums)
      }
      var isRight = true
      for i in 0..<n {
        var bias = sumsBefore[i]
        for l in 0..<m { bias += dy[l * n + i] }
        isRight = isRight && bias == sums[i]
        for j in 0..<k {
          var sum = before[i * k + j]
          for l in 0..<m { sum.addProduct(dy[l * n + i], x[l * k + j]) }
          isRight = isRight && dw[i * k + j] == sum
        }
      }
      #expect(isRight, "\(m) x \(n) x \(k)")
    }
  }

  @Test(arguments: ProductPrecision.allCases)
  func `a training step has the same bits on every path`(precision: ProductPrecision) {
    var store = ParameterStore()
    let encoder = TinyEncoder(store: &store)
    let texts = encoder.texts(7, seed: 3)
    let generator = CounterGenerator(seed: 4)
    let bits = Self.paths.map { path in
      onPath(path) {
        var store = store
        var optimizer = AdamW(for: store)
        for step in 0..<3 {
          var gradients = GradientBuffer(store)
          _ = encoder.train(
            store, texts, total: 50, dropout: 0.1, precision: precision,
            generator: generator.derived(step), into: &gradients)
          optimizer.step(&store, gradients: gradients, learningRate: 0.01)
        }
        return store.parameters.map(\.value.bitPattern)
      }
    }
    #expect(bits.allSatisfy { $0 == bits[0] })
    #expect(store.parameters.map(\.value.bitPattern) != bits[0], "training changed nothing")
  }

  @Test func `elementary functions have the same bits on every path`() {
    let x = random(1001, 12).map { $0 * 5 } + [0, -0.0, 100, -100, 1e-8, .greatestFiniteMagnitude]
    let bits = Self.paths.map { path in
      onPath(path) {
        var all: [UInt32] = []
        var y = x
        mk_exp(x.count, x, &y)
        all += y.map(\.bitPattern)
        mk_erf(x.count, x, &y)
        all += y.map(\.bitPattern)
        for activation in [MK_GELU, MK_TANH] {
          mk_activate(x.count, activation, x, &y)
          all += y.map(\.bitPattern)
          mk_activate_backward(x.count, activation, x, x, &y)
          all += y.map(\.bitPattern)
        }
        mk_dropout(x.count, 0.3, 17, x, &y)
        all += y.map(\.bitPattern)
        return all + [UInt32(truncatingIfNeeded: mk_squared_norm(1001, x).bitPattern)]
      }
    }
    #expect(bits.allSatisfy { $0 == bits[0] })
  }

  @Test func `the environment chooses the path`() {
    let names = [
      "portable": MK_PORTABLE, "avx2": MK_AVX2, "avx512": MK_AVX512,
      "avx512vnni": MK_AVX512VNNI, "avx512bf16": MK_AVX512BF16,
    ]
    guard let name = ProcessInfo.processInfo.environment["MONDEGREEN_KERNELS"],
      let path = names[name], mk_supports(path)
    else { return }
    #expect(mk_current_path() == path)
  }
}
