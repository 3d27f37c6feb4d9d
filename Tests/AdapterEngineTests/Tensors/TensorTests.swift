import AdapterEngine
import Testing

struct TensorTests {
  @Test func `copies are independent`() {
    let a = Tensor(rows: 2, columns: 2, values: [1, 2, 3, 4])
    var b = a
    b[1, 0] = 9
    #expect(a.values == [1, 2, 3, 4])
    #expect(b.values == [1, 2, 9, 4])
    #expect(b.row(1) == [9, 4])
    #expect(a.reshaped(rows: 1, columns: 4).values == a.values)
  }

  @Test func `new tensors are zero even where storage is used again`() {
    for _ in 0..<8 {
      let dirty = Tensor(rows: 100, columns: 100, repeating: .nan)
      #expect(!dirty.isFinite)
    }
    #expect(Tensor(rows: 100, columns: 100).values.allSatisfy { $0 == 0 })
  }

  @Test func `sums add element by element`() {
    var a = Tensor(rows: 1, columns: 19, repeating: 1)
    a += Tensor(rows: 1, columns: 19, repeating: 0.5)
    #expect(a == Tensor(rows: 1, columns: 19, repeating: 1.5))
  }

  @Test func `a generator's numbers depend on seed and counter alone`() {
    var a = CounterGenerator(seed: 1), b = CounterGenerator(seed: 1)
    let drawn = (0..<4).map { _ in a.next() }
    #expect(drawn == (0..<4).map { _ in b.next() })
    #expect(Set(drawn).count == 4)
    #expect(a.derived(1, 2) != a.derived(2, 1))
    #expect(a.derived(3) == b.derived(3))
    #expect(CounterGenerator(seed: 2) != CounterGenerator(seed: 1))
  }

  @Test func `nearly normal numbers have the right mean and deviation`() {
    var generator = CounterGenerator(seed: 11)
    let values = Tensor.normal(rows: 100, columns: 100, deviation: 2, generator: &generator).values
    let mean = values.reduce(0.0) { $0 + Double($1) } / 10_000
    let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / 10_000
    #expect(abs(mean) < 0.06)
    #expect(abs(variance - 4) < 0.2)
  }
}
