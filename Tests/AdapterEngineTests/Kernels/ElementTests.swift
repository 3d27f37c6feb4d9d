import AdapterEngine
import CAdapterKernels
import Foundation
import Testing

struct ElementTests {
  private let x: [Float] = (-4000...4000).map { Float($0) / 400 }

  private func worst(_ y: [Float], _ exact: (Double) -> Double, relative: Bool) -> Double {
    zip(x, y).map { x, y in
      let right = exact(Double(x))
      return abs(Double(y) - right) / (relative ? abs(right) : 1)
    }.max() ?? .infinity
  }

  @Test func `exp has a relative error below 2e-7`() {
    var y = x
    mk_exp(x.count, x, &y)
    #expect(worst(y, { exp($0) }, relative: true) < 2e-7)
  }

  @Test func `erf has an error below 4e-7`() {
    var y = x
    mk_erf(x.count, x, &y)
    #expect(worst(y, { erf($0) }, relative: false) < 4e-7)
  }

  @Test func `tanh and GELU keep close to their definitions`() {
    var y = x
    mk_activate(x.count, MK_TANH, x, &y)
    #expect(worst(y, { tanh($0) }, relative: false) < 2e-7)
    mk_activate(x.count, MK_GELU, x, &y)
    #expect(worst(y, { $0 * (1 + erf($0 / 2.squareRoot())) / 2 }, relative: false) < 2e-6)
  }

  @Test func `dropout keeps the right share and scales it`() {
    let ones = [Float](repeating: 1, count: 100_000)
    var y = ones, again = ones, other = ones
    mk_dropout(ones.count, 0.25, 5, ones, &y)
    mk_dropout(ones.count, 0.25, 5, ones, &again)
    mk_dropout(ones.count, 0.25, 6, ones, &other)
    let kept = y.count { $0 != 0 }
    #expect(abs(Double(kept) / 100_000 - 0.75) < 0.006)
    #expect(y.allSatisfy { $0 == 0 || $0 == 1 / 0.75 })
    #expect(y == again)
    #expect(abs(Double(zip(y, other).count { $0 == $1 }) / 100_000 - 0.625) < 0.008)
  }

  @Test func `half precision equals the processor's`() {
    let halves = (0...UInt16.max).map { $0 }
    var floats = [Float](repeating: 0, count: halves.count)
    mk_half_to_float(halves.count, halves, &floats)
    var back = halves
    mk_float_to_half(floats.count, floats, &back)
    #if !(os(macOS) && arch(x86_64))
      let areRight = zip(halves, floats).allSatisfy { half, float in
        let right = Float(Float16(bitPattern: half))
        return right.isNaN ? float.isNaN : right.bitPattern == float.bitPattern
      }
      #expect(areRight)
      var generator = CounterGenerator(seed: 1)
      let many = (0..<100_000).map { _ in
        Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      }
      var words = [UInt16](repeating: 0, count: many.count)
      mk_float_to_half(many.count, many, &words)
      let areRounded = zip(many, words).allSatisfy { float, word in
        float.isNaN ? Float16(bitPattern: word).isNaN : Float16(float).bitPattern == word
      }
      #expect(areRounded)
    #endif
    #expect(zip(halves, back).allSatisfy { $0 == $1 || ($0 & 0x7c00 == 0x7c00) })
  }

  @Test func `bfloat rounds to nearest, ties to even`() {
    let floats: [Float] = [1, 1.00390625, 1.01171875, -3.14159, .infinity, 0]
    var words = [UInt16](repeating: 0, count: floats.count)
    mk_float_to_bfloat(floats.count, floats, &words)
    #expect(words == [0x3f80, 0x3f80, 0x3f82, 0xc049, 0x7f80, 0])
  }

  @Test func `finite values are told from others`() {
    #expect(mk_all_finite(3, [1, -.greatestFiniteMagnitude, 0]))
    #expect(!mk_all_finite(3, [1, .nan, 0]))
    #expect(!mk_all_finite(3, [1, 0, -.infinity]))
  }
}
