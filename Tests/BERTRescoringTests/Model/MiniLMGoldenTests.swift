import AdapterEngine
import BERTRescoring
import Testing

/// A model of a size that people use, against PyTorch in double precision (Tests/Goldens/minilm.py says
/// where the weights come from, which are not in the repository).
@Suite(
  .enabled(
    if: Goldens.miniLM != nil,
    "set MONDEGREEN_MINILM to the model's folder: Tests/Goldens/minilm.py prints it"))
struct MiniLMGoldenTests {
  struct Golden: Decodable {
    struct Gradient: Decodable {
      let norm: Double
      /// With patterns of signs.
      let products: [Double]
    }

    let texts: [String]
    let tokens: [[Int32]]
    let targets: [Double]
    let hidden: [[Float]]
    let begin: [Double]
    let losses: [Double]
    let norms: [Double]
    let gradients: [String: Gradient]
    let end: [Double]
  }

  private let golden: Golden
  private let directory: BERTDirectory
  private let batch: PackedSequences

  init() throws {
    golden = try Goldens.decode(Golden.self, from: "minilm.json")
    directory = try BERTDirectory(contentsOf: #require(Goldens.miniLM))
    batch = PackedSequences(golden.tokens)
  }

  @Test func `hidden states equal PyTorch's`() throws {
    for (text, tokens) in zip(golden.texts, golden.tokens) {
      #expect(directory.tokenizer.sequence(of: text, limit: 64) == tokens)
    }
    let encoder = BERTEncoder(configuration: directory.configuration, store: directory.store)
    var generator = CounterGenerator(seed: 0)
    var tape = Tape(directory.store, mode: .inference)
    let states = encoder.hiddenStates(of: batch, on: &tape, generator: &generator).value
    let expected = golden.hidden.flatMap { $0 }
    #expect(states.count == expected.count)
    let worst = zip(states.values, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst < 1e-5)
  }

  @Test func `costs, loss, every gradient and ten steps are PyTorch's`() throws {
    var store = try rescorer()
    var optimizer = AdamW(.init(weightDecay: 0.05, clippingNorm: 1), for: store)
    #expect(try worst(costs(store), golden.begin) < 1e-5)
    for step in golden.losses.indices {
      var tape = Tape(store, mode: .training)
      let node = try costs(store, on: &tape)
      let differences = zip(node.value.values, golden.targets).map { Double($0) - $1 }
      let loss = differences.reduce(0) { $0 + $1 * $1 / 4 }
      #expect(abs(loss - golden.losses[step]) < 2e-4 * max(1, golden.losses[step]), "step \(step)")
      var gradients = GradientBuffer(store)
      let seed = Tensor(rows: 4, columns: 1, values: differences.map { Float($0 / 2) })
      tape.backward(from: [(node, seed)], into: &gradients)
      if step == 0 { try expect(gradients, of: store) }
      let norm = optimizer.step(&store, gradients: gradients, learningRate: 1e-4)
      #expect(abs(norm - golden.norms[step]) < 1e-3 * golden.norms[step], "step \(step)")
    }
    #expect(try worst(costs(store), golden.end) < 2e-3)
  }

  /// The encoder with the script's scoring head.
  private func rescorer() throws -> ParameterStore {
    let width = directory.configuration.hiddenSize
    var store = ParameterStore()
    for parameter in directory.store.parameters where !parameter.name.hasPrefix("cls.") {
      store.add(parameter.name, parameter.value, decays: parameter.decays)
    }
    func add(_ name: String, rows: Int, seed: UInt64?) {
      let values = (0..<rows * width).map { index -> Float in
        seed.map { Float(Double(Self.hash(UInt64(index) + $0) >> 16) / 655_360 - 0.05) } ?? 0
      }
      store.add(name, Tensor(rows: rows, columns: width, values: values), decays: seed != nil)
    }
    add("scorer.dense.weight", rows: width, seed: 1)
    add("scorer.dense.bias", rows: 1, seed: nil)
    add("scorer.out_proj.weight", rows: 1, seed: 2)
    store.add("scorer.out_proj.bias", Tensor(rows: 1, columns: 1), decays: false)
    return store
  }

  private func costs(_ store: ParameterStore, on tape: inout Tape) throws -> Node {
    let configuration = directory.configuration.with(dropout: 0)
    let encoder = BERTEncoder(configuration: configuration, store: store)
    var generator = CounterGenerator(seed: 0)
    let states = encoder.classificationStates(of: batch, on: &tape, generator: &generator)
    return try #require(ScoringHead(store: store)).costs(states, on: &tape)
  }

  private func costs(_ store: ParameterStore) throws -> [Double] {
    var tape = Tape(store, mode: .inference)
    return try costs(store, on: &tape).value.values.map { Double($0) }
  }

  private func worst(_ found: [Double], _ expected: [Double]) throws -> Double {
    try #require(found.count == expected.count)
    return zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  }

  private func expect(_ gradients: GradientBuffer, of store: ParameterStore) throws {
    var compared = 0
    for id in store.ids {
      let name = store.parameter(id).name
      let gradient = try #require(gradients[id]).values.map { Double($0) }
      let expected = try #require(golden.gradients[name], "\(name)")
      // Softmax does not see a shift of all scores: the key's bias has no gradient but rounding.
      let allowed = max(1e-4 * expected.norm, name.hasSuffix("key.bias") ? 1e-6 : 0)
      let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let products = [UInt64(3), 4].map { seed in
        gradient.enumerated().reduce(0.0) { sum, one in
          sum + (Self.hash(UInt64(one.offset) + seed) >> 31 == 0 ? one.element : -one.element)
        }
      }
      let agrees =
        abs(norm - expected.norm) <= allowed
        && zip(products, expected.products).allSatisfy { abs($0 - $1) <= allowed }
      #expect(agrees, "\(name): \(norm), \(products), not \(expected)")
      compared += 1
    }
    #expect(compared == golden.gradients.count)
  }

  /// The script's hash.
  private static func hash(_ number: UInt64) -> UInt64 {
    let mixed = (number &* 2_654_435_761) & 0xffff_ffff
    return ((mixed ^ (mixed >> 15)) &* 2_246_822_519) & 0xffff_ffff
  }
}
