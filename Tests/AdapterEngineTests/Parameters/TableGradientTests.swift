import AdapterEngine
import Foundation
import Testing

struct TableGradientTests {
  private static let rows = 50, width = 32

  /// Two stores of the same values; the first one's words are a table, of which only touched rows have
  /// gradients and moments, the second one's an ordinary matrix.
  private func stores() -> [ParameterStore] {
    [true, false].map { isTable in
      var store = ParameterStore()
      var generator = CounterGenerator(seed: 3)
      store.add(
        "words", .normal(rows: Self.rows, columns: Self.width, deviation: 1, generator: &generator),
        isTable: isTable)
      store.add("gain", .normal(rows: 1, columns: 20, deviation: 1, generator: &generator))
      return store
    }
  }

  /// Gradients of some lookups, other ones in each step, with repetitions.
  private func gradients(_ step: Int, _ store: ParameterStore) -> GradientBuffer {
    var generator = CounterGenerator(seed: 4).derived(step)
    let tokens = (0..<12).map { _ in Int32(generator.next() % 9) * 3 + Int32(step) }
    var gradients = GradientBuffer(store)
    gradients.add(
      .normal(rows: 12, columns: Self.width, deviation: 1, generator: &generator), toRows: tokens,
      of: store.ids[0])
    gradients.add(
      .normal(rows: 1, columns: 20, deviation: 1, generator: &generator), to: store.ids[1])
    return gradients
  }

  @Test func `a table's gradient equals that of a matrix whose rows are all kept`() {
    let found = stores().map { store in
      var sum = gradients(0, store)
      sum += gradients(1, store)
      sum.scale(by: 0.3)
      let norm = sum.norm
      let before = sum[store.ids[0]]!.bitPattern
      // From here on all its rows are kept.
      sum.withUnsafeGradient(store.ids[0]) { $0[Self.width * 7] += 1 }
      sum += gradients(2, store)
      return (before, norm, sum[store.ids[0]]!.bitPattern, sum.norm, sum.isFinite)
    }
    #expect(found[0] == found[1])
    #expect(found[0].0.contains { $0 != 0 } && found[0].1 > 0)
  }

  @Test func `rows that were touched in any order stand in theirs once all are kept`() {
    var store = ParameterStore()
    let table = store.add("words", Tensor(rows: 5, columns: 16), isTable: true)
    var gradients = GradientBuffer(store)
    var rows = Tensor(rows: 5, columns: 16)
    let order: [Int32] = [0, 3, 1, 2, 4]
    for (index, row) in order.enumerated() {
      for column in 0..<16 { rows[index, column] = Float(row) }
    }
    gradients.add(rows, toRows: order, of: table)
    gradients.withUnsafeGradient(table) { gradient in
      for row in 0..<5 { #expect(gradient[row * 16] == Float(row)) }
    }
  }

  @Test(arguments: [1, 3])
  func `a table trains to the same bits as a matrix whose rows are all kept`(threads: Int) {
    let trained = stores().map { start in
      var store = start
      var optimizer = AdamW(.init(weightDecay: 0.1, clippingNorm: 2), for: store)
      for step in 0..<8 {
        optimizer.step(
          &store, gradients: gradients(step, store), learningRate: 0.01,
          parallel: DataParallel(threads: threads))
      }
      return store.parameters.map(\.value.bitPattern)
    }
    #expect(trained[0] == trained[1])
    #expect(trained[0] != stores()[0].parameters.map(\.value.bitPattern))
  }

  @Test func `a table's moments come back from a checkpoint`() throws {
    let path = NSTemporaryDirectory() + "table-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var store = stores()[0]
    var optimizer = AdamW(for: store)
    for step in 0..<3 {
      optimizer.step(&store, gradients: gradients(step, store), learningRate: 0.01)
    }
    try Checkpoint.write(store, optimizer: optimizer, state: 0, to: path)
    var resumed = stores()[0]
    var (again, _) = try Checkpoint.read(path, into: &resumed, state: Int.self)
    for step in 3..<6 {
      optimizer.step(&store, gradients: gradients(step, store), learningRate: 0.01)
      again.step(&resumed, gradients: gradients(step, resumed), learningRate: 0.01)
    }
    #expect(resumed.parameters.map(\.value.bitPattern) == store.parameters.map(\.value.bitPattern))
  }
}
