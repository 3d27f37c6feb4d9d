public import AdapterEngine

/// BERT's embeddings and transformer layers over a store's parameters (Devlin et al. 2019,
/// arXiv 1810.04805; post-norm, GELU).
///
/// A value of parameter identifiers only: the numbers are in the `ParameterStore` that a tape
/// carries, under Hugging Face's names without the `bert.` prefix.
public struct BERTEncoder: Sendable {
  struct Norm: Sendable {
    let gain: ParameterID
    let bias: ParameterID
  }

  struct Dense: Sendable {
    let weight: ParameterID
    let bias: ParameterID
  }

  struct Layer: Sendable {
    let query: Dense
    let key: Dense
    let value: Dense
    let attentionOutput: Dense
    let attentionNorm: Norm
    let intermediate: Dense
    let output: Dense
    let outputNorm: Norm

    var parameters: [ParameterID] {
      [query, key, value, attentionOutput, intermediate, output].flatMap { [$0.weight, $0.bias] }
        + [attentionNorm, outputNorm].flatMap { [$0.gain, $0.bias] }
    }
  }

  public let configuration: BERTConfiguration
  let words: ParameterID
  let positions: ParameterID
  let types: ParameterID
  let embeddingNorm: Norm
  let layers: [Layer]

  /// Hidden states of every token, `[tokens, hidden]`.
  ///
  /// - Parameters:
  ///   - batch: the token sequences.
  ///   - tape: the tape that records the operations.
  ///   - generator: gives the dropout masks' keys; unused in inference.
  public func hiddenStates(
    of batch: PackedSequences, on tape: inout Tape, generator: inout CounterGenerator
  ) -> Node {
    lowerStates(of: batch, layers: layers.count, on: &tape, generator: &generator)
  }

  /// Hidden states of each sequence's first token, `[sequences, hidden]`: the rows that
  /// ``hiddenStates(of:on:generator:)`` has there, with all that only other rows need left out of the
  /// last layer. In inference its keys and values are left out, too: what its one query makes of them
  /// is computed another way, and differs by rounding.
  public func classificationStates(
    of batch: PackedSequences, on tape: inout Tape, generator: inout CounterGenerator
  ) -> Node {
    let below = max(0, layers.count - 1)
    let states = lowerStates(of: batch, layers: below, on: &tape, generator: &generator)
    return classificationStates(
      of: batch, above: states, layers: below, on: &tape, generator: &generator)
  }

  /// Hidden states of every token above the lowest layers, `[tokens, hidden]`; above none of them the
  /// embeddings.
  ///
  /// - Parameter count: how many of the lowest layers.
  func lowerStates(
    of batch: PackedSequences, layers count: Int, on tape: inout Tape,
    generator: inout CounterGenerator
  ) -> Node {
    var left = layers.prefix(count)
    var states: Node
    if sharesRows(on: tape), let lowest = left.popFirst() {
      let distinct = DistinctTokens(of: batch)
      states = embeddings(
        of: distinct.tokens, at: distinct.positions, on: &tape, generator: &generator)
      states = run(
        lowest, states, batch.ranges, queries: nil, places: distinct.places, on: &tape,
        generator: &generator)
    } else {
      states = embeddings(
        of: batch.tokens, at: batch.positions, on: &tape, generator: &generator)
    }
    for layer in left {
      states = run(
        layer, states, batch.ranges, queries: nil, on: &tape, generator: &generator)
    }
    return states
  }

  /// Whether equal tokens at equal places share a row up to the first attention: a row's gradient is the
  /// sum over its places. Not where each drops elements of its own.
  private func sharesRows(on tape: borrowing Tape) -> Bool {
    guard tape.mode == .training else { return true }
    return configuration.dropout == 0 && tape.store.adapter?.hasBranch(in: .training) != true
  }

  /// The result of ``classificationStates(of:on:generator:)``, computed from that of
  /// ``lowerStates(of:layers:on:generator:)``.
  func classificationStates(
    of batch: PackedSequences, above lower: Node, layers count: Int, on tape: inout Tape,
    generator: inout CounterGenerator
  ) -> Node {
    var states = lower
    for layer in layers.dropFirst(count).dropLast() {
      states = run(
        layer, states, batch.ranges, queries: nil, on: &tape, generator: &generator)
    }
    let firsts = batch.ranges.map(\.lowerBound)
    guard let last = layers.last else { return tape.rows(states, firsts) }
    return run(last, states, batch.ranges, queries: firsts, on: &tape, generator: &generator)
  }

  /// How many of the lowest layers, the last one apart, have nothing that trains in or below them.
  func frozenLayers(in store: ParameterStore) -> Int {
    func trains(_ id: ParameterID) -> Bool {
      store.parameter(id).isTrainable || store.isAdapted(id)
    }
    let inputs = [words, positions, types, embeddingNorm.gain, embeddingNorm.bias]
    guard !inputs.contains(where: trains) else { return 0 }
    return layers.dropLast().prefix { layer in !layer.parameters.contains(where: trains) }.count
  }

  private func embeddings(
    of tokens: [Int32], at places: [Int32], on tape: inout Tape,
    generator: inout CounterGenerator
  ) -> Node {
    let word = tape.embed(tokens: tokens, table: words)
    let offset = Int32(tape.store.prefixLength)
    let position = tape.embed(
      tokens: offset == 0 ? places : places.map { $0 + offset },
      table: positions)
    let type = tape.embed(
      tokens: [Int32](repeating: 0, count: tokens.count), table: types)
    // In Hugging Face's order: (word + type) + position.
    let sum = tape.add(tape.add(word, type), position)
    return dropped(normed(sum, embeddingNorm, &tape), &tape, &generator)
  }

  /// One layer; with `queries`, one for each sequence, only those rows of its output, computed from its
  /// attention on in single precision.
  ///
  /// - Parameter places: where each token's row stands in `states`, if that has equal rows once.
  private func run(
    _ layer: Layer, _ states: Node, _ ranges: [Range<Int>], queries: [Int]?,
    places: [Int]? = nil, on tape: inout Tape, generator: inout CounterGenerator
  ) -> Node {
    let isExact = queries != nil
    var own = queries.map { tape.rows(states, $0) } ?? states
    let context: Node
    if isExact, tape.absorbs(key: layer.key.weight, value: layer.value.weight) {
      let query = linear(own, layer.query, &tape, isExact: true)
      context = tape.absorbedAttention(
        queries: query, states: states, key: layer.key.weight, value: layer.value.weight,
        valueBias: layer.value.bias, sequences: ranges, heads: configuration.heads)
    } else {
      var keys = linear(states, layer.key, &tape)
      var values = linear(states, layer.value, &tape)
      var query = linear(own, layer.query, &tape, isExact: isExact)
      if let places {
        own = tape.rows(own, places)
        keys = tape.rows(keys, places)
        values = tape.rows(values, places)
        query = tape.rows(query, places)
      }
      let seen = tape.prefixed(
        keys: keys, layer.key.weight, values: values, layer.value.weight, sequences: ranges)
      context = tape.attention(
        queries: query, keys: seen.keys, values: seen.values, sequences: seen.sequences,
        queryRanges: queries.map { $0.indices.map { $0..<$0 + 1 } } ?? ranges,
        heads: configuration.heads)
    }
    let attended = normed(
      residual(context, layer.attentionOutput, own, isExact: isExact, &tape, &generator),
      layer.attentionNorm, &tape)
    let wide = linear(
      attended, layer.intermediate, &tape, activation: configuration.activation, isExact: isExact)
    return normed(
      residual(wide, layer.output, attended, isExact: isExact, &tape, &generator),
      layer.outputNorm, &tape)
  }

  private func linear(
    _ input: Node, _ dense: Dense, _ tape: inout Tape, activation: Activation = .none,
    isExact: Bool = false
  ) -> Node {
    tape.linear(
      input, weight: dense.weight, bias: dense.bias, activation: activation, isExact: isExact)
  }

  /// dropout(dense(input)) + stream, the addition in the product's epilogue where nothing drops.
  private func residual(
    _ input: Node, _ dense: Dense, _ stream: Node, isExact: Bool, _ tape: inout Tape,
    _ generator: inout CounterGenerator
  ) -> Node {
    guard tape.mode == .training, configuration.dropout > 0 else {
      return tape.linear(
        input, weight: dense.weight, bias: dense.bias, residual: stream, isExact: isExact)
    }
    return tape.add(dropped(linear(input, dense, &tape), &tape, &generator), stream)
  }

  private func normed(_ input: Node, _ norm: Norm, _ tape: inout Tape) -> Node {
    tape.layerNorm(
      input, gain: norm.gain, bias: norm.bias, epsilon: configuration.layerNormEpsilon)
  }

  private func dropped(
    _ input: Node, _ tape: inout Tape, _ generator: inout CounterGenerator
  ) -> Node {
    tape.dropout(input, rate: configuration.dropout, generator: &generator)
  }
}
