import AdapterEngine

/// A BERT-like encoder of odd sizes, with every operation of the tape in it.
struct TinyEncoder: Sendable {
  struct Layer: Sendable {
    let query, key, value, output, up, down: ParameterID
    let queryBias, keyBias, valueBias, outputBias, upBias, downBias: ParameterID
    let gain1, bias1, gain2, bias2: ParameterID
  }

  let width: Int
  let heads: Int
  let vocabulary: Int
  let words, places, gain, bias: ParameterID
  let layers: [Layer]
  let pooler, poolerBias, head, headBias, decoderBias: ParameterID

  init(
    width: Int = 24, heads: Int = 3, inner: Int = 40, layers: Int = 2, vocabulary: Int = 37,
    positions: Int = 24, seed: UInt64 = 1, store: inout ParameterStore
  ) {
    var generator = CounterGenerator(seed: seed)
    func matrix(_ name: String, _ rows: Int, _ columns: Int) -> ParameterID {
      store.add(
        name,
        .normal(
          rows: rows, columns: columns, deviation: 1 / Float(columns).squareRoot(),
          generator: &generator))
    }
    func vector(_ name: String, _ columns: Int, around center: Float = 0) -> ParameterID {
      var value = Tensor.normal(rows: 1, columns: columns, deviation: 0.1, generator: &generator)
      value += Tensor(rows: 1, columns: columns, repeating: center)
      return store.add(name, value, decays: false)
    }
    self.width = width
    self.heads = heads
    self.vocabulary = vocabulary
    words = matrix("words", vocabulary, width)
    places = matrix("places", positions, width)
    gain = vector("gain", width, around: 1)
    bias = vector("bias", width)
    var built: [Layer] = []
    for index in 0..<layers {
      let name = "layer.\(index)."
      built.append(
        Layer(
          query: matrix(name + "query", width, width), key: matrix(name + "key", width, width),
          value: matrix(name + "value", width, width),
          output: matrix(name + "output", width, width), up: matrix(name + "up", inner, width),
          down: matrix(name + "down", width, inner),
          queryBias: vector(name + "query.bias", width),
          keyBias: vector(name + "key.bias", width),
          valueBias: vector(name + "value.bias", width),
          outputBias: vector(name + "output.bias", width),
          upBias: vector(name + "up.bias", inner), downBias: vector(name + "down.bias", width),
          gain1: vector(name + "gain1", width, around: 1), bias1: vector(name + "bias1", width),
          gain2: vector(name + "gain2", width, around: 1), bias2: vector(name + "bias2", width)))
    }
    self.layers = built
    pooler = matrix("pooler", width, width)
    poolerBias = vector("pooler.bias", width)
    head = matrix("head", 1, width)
    headBias = vector("head.bias", 1)
    decoderBias = vector("decoder.bias", vocabulary)
  }

  /// Hidden states of packed sequences and one score per sequence; the last layer computes the first
  /// row of each sequence only if asked to.
  func run(
    _ tape: inout Tape, _ texts: [[Int32]], firstRowsOnly: Bool = false, dropout: Float = 0,
    generator: CounterGenerator = CounterGenerator(seed: 0)
  ) -> (hidden: Node, scores: Node) {
    var generator = generator
    var sequences: [Range<Int>] = []
    for text in texts {
      let start = sequences.last?.upperBound ?? 0
      sequences.append(start..<start + text.count)
    }
    let tokens = texts.flatMap { $0 }
    let positions = texts.flatMap { (0..<Int32($0.count)).map { $0 } }
    var x = tape.add(
      tape.embed(tokens: tokens, table: words), tape.embed(tokens: positions, table: places))
    x = tape.layerNorm(x, gain: gain, bias: bias)
    x = tape.dropout(x, rate: dropout, generator: &generator)
    for (index, layer) in layers.enumerated() {
      let first = firstRowsOnly && index == layers.count - 1
      let inputs = first ? tape.rows(x, sequences.map(\.lowerBound)) : x
      let ranges = first ? texts.indices.map { $0..<$0 + 1 } : sequences
      let context = tape.attention(
        queries: tape.linear(inputs, weight: layer.query, bias: layer.queryBias),
        keys: tape.linear(x, weight: layer.key, bias: layer.keyBias),
        values: tape.linear(x, weight: layer.value, bias: layer.valueBias),
        sequences: sequences, queryRanges: ranges, heads: heads)
      var sum = tape.linear(
        context, weight: layer.output, bias: layer.outputBias, residual: inputs)
      sum = tape.layerNorm(sum, gain: layer.gain1, bias: layer.bias1)
      let inner = tape.linear(sum, weight: layer.up, bias: layer.upBias, activation: .gelu)
      let down = tape.dropout(
        tape.linear(inner, weight: layer.down, bias: layer.downBias), rate: dropout,
        generator: &generator)
      x = tape.layerNorm(tape.add(sum, down), gain: layer.gain2, bias: layer.bias2)
    }
    let firsts =
      firstRowsOnly && !layers.isEmpty ? x : tape.rows(x, sequences.map(\.lowerBound))
    let pooled = tape.linear(firsts, weight: pooler, bias: poolerBias, activation: .tanh)
    return (x, tape.scale(tape.linear(pooled, weight: head, bias: headBias), by: 0.5))
  }

  /// Adds the gradient of (masked-token loss + sum of squared scores / 2) / `total`; the loss itself.
  func train(
    _ store: ParameterStore, _ texts: [[Int32]], total: Float, dropout: Float = 0,
    precision: ProductPrecision = .single,
    generator: CounterGenerator = CounterGenerator(seed: 0), into gradients: inout GradientBuffer
  ) -> Double {
    var tape = Tape(store, mode: .training, precision: precision)
    let (hidden, scores) = run(&tape, texts, dropout: dropout, generator: generator)
    let tokens = texts.flatMap { $0 }
    let logits = tape.linear(hidden, weight: words, bias: decoderBias)
    let losses = tape.crossEntropy(logits, targets: tokens.map { ($0 * 7 + 3) % 37 })
    var loss = losses.value.values.reduce(0.0) { $0 + Double($1) }
    loss += scores.value.values.reduce(0.0) { $0 + Double($1) * Double($1) / 2 }
    let weights = Tensor(rows: tokens.count, columns: 1, repeating: 1 / total)
    let scoreGradient = Tensor(
      rows: texts.count, columns: 1, values: scores.value.values.map { $0 / total })
    tape.backward(from: [(losses, weights), (scores, scoreGradient)], into: &gradients)
    return loss / Double(total)
  }

  /// Texts of 1 to 20 tokens.
  func texts(_ count: Int, seed: UInt64) -> [[Int32]] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        Int32.random(in: 0..<Int32(vocabulary), using: &generator)
      }
    }
  }
}
