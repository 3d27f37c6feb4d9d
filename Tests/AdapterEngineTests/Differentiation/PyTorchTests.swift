import AdapterEngine
import Foundation
import Testing

/// The engine against PyTorch, as `Tests/Goldens/make_engine_goldens.py` recorded it.
struct PyTorchTests {
  private struct Record: Decodable {
    let texts: [[Int32]]
    let losses: [Double]
    let norms: [Double]
    let order: [String]
  }

  private let golden: SafetensorsFile
  private let record: Record

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "encoder", withExtension: "safetensors", subdirectory: "Goldens"))
    golden = try SafetensorsFile(path: url.path)
    let json = try #require(golden.metadata["record"])
    record = try JSONDecoder().decode(Record.self, from: Data(json.utf8))
  }

  private func store() throws -> ParameterStore {
    var store = ParameterStore()
    for name in record.order {
      let isMatrix = try #require(golden.shape(of: "start.\(name)")).count == 2
      store.add(name, try golden.tensor("start.\(name)"), decays: isMatrix)
    }
    return store
  }

  private func logits(_ tape: inout Tape) throws -> Node {
    func id(_ name: String) throws -> ParameterID { try #require(tape.store.id(named: name)) }
    var sequences: [Range<Int>] = []
    for text in record.texts {
      let start = sequences.last?.upperBound ?? 0
      sequences.append(start..<start + text.count)
    }
    var x = tape.embed(tokens: record.texts.flatMap { $0 }, table: try id("words"))
    let context = tape.attention(
      queries: tape.linear(x, weight: try id("query"), bias: try id("query.bias")),
      keys: tape.linear(x, weight: try id("key"), bias: try id("key.bias")),
      values: tape.linear(x, weight: try id("value"), bias: try id("value.bias")),
      sequences: sequences, heads: 2)
    x = tape.linear(context, weight: try id("output"), bias: try id("output.bias"), residual: x)
    x = tape.layerNorm(x, gain: try id("norm1.gain"), bias: try id("norm1.bias"))
    let inner = tape.linear(
      x, weight: try id("up"), bias: try id("up.bias"), activation: .gelu)
    x = tape.linear(inner, weight: try id("down"), bias: try id("down.bias"), residual: x)
    x = tape.layerNorm(x, gain: try id("norm2.gain"), bias: try id("norm2.bias"))
    return tape.linear(x, weight: try id("words"), bias: try id("decoder.bias"))
  }

  private func gradients(
    _ store: ParameterStore
  ) throws -> (loss: Double, logits: Tensor, gradients: GradientBuffer) {
    var tape = Tape(store, mode: .training)
    let logits = try logits(&tape)
    let losses = tape.crossEntropy(
      logits, targets: record.texts.flatMap { $0 }.map { ($0 * 5 + 2) % 19 })
    let count = losses.value.rows
    var gradients = GradientBuffer(store)
    tape.backward(
      from: [(losses, Tensor(rows: count, columns: 1, repeating: 1 / Float(count)))],
      into: &gradients)
    let sum = losses.value.values.reduce(0.0) { $0 + Double($1) }
    return (sum / Double(count), logits.value, gradients)
  }

  /// The largest difference over the largest value.
  private func distance(_ a: Tensor, _ b: Tensor) -> Float {
    let largest = b.values.map { abs($0) }.max() ?? 1
    return (zip(a.values, b.values).map { abs($0 - $1) }.max() ?? .infinity) / largest
  }

  @Test func `logits and every gradient agree`() throws {
    let store = try store()
    let (_, logits, gradients) = try gradients(store)
    #expect(distance(logits, try golden.tensor("logits")) < 2e-6)
    for id in store.ids {
      let name = store.parameter(id).name
      let gradient = try #require(gradients[id])
      if name == "key.bias" {
        // Softmax does not see a shift of all scores: zero but for rounding.
        #expect(gradient.values.allSatisfy { abs($0) < 1e-7 })
      } else {
        #expect(distance(gradient, try golden.tensor("gradient.\(name)")) < 1e-5, "\(name)")
      }
    }
  }

  @Test func `ten steps of AdamW agree`() throws {
    var store = try store()
    var optimizer = AdamW(.init(weightDecay: 0.1, clippingNorm: 0.5), for: store)
    let schedule = LearningRateSchedule(
      peak: 0.01, warmUpSteps: 3, decaySteps: 7, totalSteps: 10)
    for step in 0..<10 {
      let (loss, _, gradients) = try gradients(store)
      let norm = optimizer.step(
        &store, gradients: gradients, learningRate: schedule.rate(completed: step))
      #expect(abs(loss - record.losses[step]) < 1e-5)
      #expect(abs(norm - record.norms[step]) < 1e-4)
    }
    // The key's bias has a gradient of rounding errors, which Adam makes full steps of.
    for id in store.ids where store.parameter(id).name != "key.bias" {
      let name = store.parameter(id).name
      #expect(distance(store[id], try golden.tensor("end.\(name)")) < 1e-4, "\(name)")
    }
  }
}
