/// A one-layer encoder of odd sizes, for trying adapters: attention, a feed-forward part, one score
/// per sequence.
struct ConformanceModel: Sendable {
  static let width = 20
  private static let heads = 2
  private static let tokens = 29

  let base: ParameterStore
  private let words, head: ParameterID
  private let query, key, value, output, up, down: (weight: ParameterID, bias: ParameterID)
  private let norms: [(gain: ParameterID, bias: ParameterID)]

  init(seed: UInt64) {
    var store = ParameterStore()
    var generator = CounterGenerator(seed: seed)
    let width = Self.width
    func matrix(
      _ name: String, _ rows: Int, _ columns: Int, isTable: Bool = false
    ) -> ParameterID {
      store.add(
        name + ".weight",
        .normal(
          rows: rows, columns: columns, deviation: 1 / Float(columns).squareRoot(),
          generator: &generator), isTable: isTable)
    }
    func vector(_ name: String, _ columns: Int, around center: Float) -> ParameterID {
      var value = Tensor.normal(rows: 1, columns: columns, deviation: 0.1, generator: &generator)
      value += Tensor(rows: 1, columns: columns, repeating: center)
      return store.add(name, value, decays: false)
    }
    func dense(_ name: String, _ rows: Int, _ columns: Int) -> (ParameterID, ParameterID) {
      (matrix("layer." + name, rows, columns), vector("layer.\(name).bias", rows, around: 0))
    }
    words = matrix("words", Self.tokens, width, isTable: true)
    query = dense("query", width, width)
    key = dense("key", width, width)
    value = dense("value", width, width)
    output = dense("output", width, width)
    up = dense("up", 35, width)
    down = dense("down", width, 35)
    norms = (0..<2).map {
      (vector("norm\($0).gain", width, around: 1), vector("norm\($0).bias", width, around: 0))
    }
    head = matrix("head", 1, width)
    store.setTrainable(false, where: { _ in true })
    base = store
  }

  /// The scores of texts, `[texts, 1]`.
  func scores(_ texts: [[Int32]], on tape: inout Tape) -> Node {
    var sequences: [Range<Int>] = []
    for text in texts {
      let start = sequences.last?.upperBound ?? 0
      sequences.append(start..<start + text.count)
    }
    func linear(
      _ x: Node, _ dense: (weight: ParameterID, bias: ParameterID),
      activation: Activation = .none, residual: Node? = nil
    ) -> Node {
      tape.linear(
        x, weight: dense.weight, bias: dense.bias, activation: activation, residual: residual)
    }
    var x = tape.embed(tokens: texts.flatMap { $0 }, table: words)
    let seen = tape.prefixed(
      keys: linear(x, key), key.weight, values: linear(x, value), value.weight,
      sequences: sequences)
    let context = tape.attention(
      queries: linear(x, query), keys: seen.keys, values: seen.values, sequences: seen.sequences,
      queryRanges: sequences, heads: Self.heads)
    x = linear(context, output, residual: x)
    x = tape.layerNorm(x, gain: norms[0].gain, bias: norms[0].bias)
    x = linear(linear(x, up, activation: .gelu), down, residual: x)
    x = tape.layerNorm(x, gain: norms[1].gain, bias: norms[1].bias)
    return tape.linear(tape.rows(x, sequences.map(\.lowerBound)), weight: head)
  }

  func texts(_ count: Int, seed: UInt64) -> [[Int32]] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<1 + Int(generator.next() % 12)).map { _ in Int32(generator.next() % 29) }
    }
  }
}
