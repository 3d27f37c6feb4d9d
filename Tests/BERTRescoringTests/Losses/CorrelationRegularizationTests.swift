import AdapterEngine
import BERTRescoring
import Testing

struct CorrelationRegularizationTests {
  private func noise(rows: Int, columns: Int) -> Tensor {
    var generator = CounterGenerator(seed: 4)
    return .normal(rows: rows, columns: columns, deviation: 1, generator: &generator)
  }

  @Test func `orthogonal dimensions cost nothing, equal ones the root of two`() {
    let orthogonal = Tensor(rows: 4, columns: 2, values: [1, 1, 1, -1, -1, 1, -1, -1])
    #expect(CorrelationRegularization(orthogonal).value < 1e-12)
    let equal = Tensor(rows: 4, columns: 2, values: [1, 2, 3, 6, -1, -2, 0, 0])
    #expect(abs(CorrelationRegularization(equal).value - 2.0.squareRoot()) < 1e-12)
  }

  @Test func `the norm is that of the correlations by definition`() {
    let x = noise(rows: 9, columns: 5)
    func column(_ i: Int) -> [Double] { (0..<9).map { Double(x[$0, i]) } }
    func covariance(_ i: Int, _ j: Int) -> Double {
      let (a, b) = (column(i), column(j))
      let (meanA, meanB) = (a.reduce(0, +) / 9, b.reduce(0, +) / 9)
      return zip(a, b).reduce(0.0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / 8
    }
    var sum = 0.0
    for i in 0..<5 {
      for j in 0..<5 where i != j {
        let correlation =
          covariance(i, j) / (covariance(i, i) * covariance(j, j)).squareRoot()
        sum += correlation * correlation
      }
    }
    #expect(abs(CorrelationRegularization(x).value - sum.squareRoot()) < 1e-12)
  }

  @Test func `gradients equal finite differences`() {
    let x = noise(rows: 7, columns: 6)
    let gradient = CorrelationRegularization(x).gradient
    var worst = 0.0
    for row in 0..<7 {
      for column in 0..<6 {
        var above = x, below = x
        above[row, column] += 0.005
        below[row, column] -= 0.005
        let slope =
          (CorrelationRegularization(above).value - CorrelationRegularization(below).value)
          / (Double(above[row, column]) - Double(below[row, column]))
        worst = max(worst, abs(slope - Double(gradient[row, column])))
      }
    }
    #expect(worst < 1e-4)
  }

  @Test func `its gradient reaches the adapters below the [CLS] states`() throws {
    let model = try TinyModels.rescorer()
    var store = model.store
    store.setTrainable(false, where: { _ in true })
    var generator = CounterGenerator(seed: 6)
    let weights = store.ids.filter { store.parameter($0).name.hasSuffix("query.weight") }
    store.attach(LoRA(rank: 2, alpha: 4), to: weights, generator: &generator)
    for weight in weights {
      store[store.part("lora_B", of: weight)] = .normal(
        rows: 32, columns: 2, deviation: 0.5, generator: &generator)
    }
    let encoder = BERTEncoder(
      configuration: model.configuration.with(dropout: 0), store: store)
    let batch = PackedSequences(
      TinyModels.sentences(6, seed: 9).map {
        model.tokenizer.sequence(of: $0.joined(separator: " "), limit: 24)
      })
    func states(_ tape: inout Tape) -> Node {
      var generator = CounterGenerator(seed: 0)
      return encoder.classificationStates(of: batch, on: &tape, generator: &generator)
    }
    func penalty(_ store: ParameterStore) -> Double {
      var tape = Tape(store, mode: .inference)
      return CorrelationRegularization(states(&tape).value).value
    }
    var tape = Tape(store, mode: .training)
    let node = states(&tape)
    var gradients = GradientBuffer(store)
    tape.backward(
      from: [(node, CorrelationRegularization(node.value).gradient)], into: &gradients)
    for (part, row, column) in [("lora_A", 1, 7), ("lora_B", 30, 0), ("lora_A", 0, 31)] {
      let id = store.part(part, of: weights[1])
      var above = store, below = store
      above.update(id) { $0[row, column] += 0.02 }
      below.update(id) { $0[row, column] -= 0.02 }
      let slope = (penalty(above) - penalty(below)) / 0.04
      let found = Double(try #require(gradients[id])[row, column])
      #expect(abs(slope - found) < 0.02 * max(0.1, abs(slope)), "\(part): \(slope), \(found)")
    }
  }

  @Test func `constant dimensions and single representations are no error`() {
    var x = noise(rows: 5, columns: 4)
    for row in 0..<5 { x[row, 2] = 0.1 }
    let regularization = CorrelationRegularization(x)
    #expect(regularization.value.isFinite && regularization.value > 0)
    #expect(regularization.gradient.isFinite)
    #expect((0..<5).allSatisfy { regularization.gradient[$0, 2] == 0 })
    #expect(CorrelationRegularization(noise(rows: 1, columns: 4)).value == 0)
    #expect(CorrelationRegularization(Tensor(rows: 3, columns: 4)).value == 0)
  }
}
