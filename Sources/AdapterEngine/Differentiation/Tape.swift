import CAdapterKernels

/// Reverse-mode differentiation over coarse operations.
///
/// Each operation computes its value at once and, in ``Mode/training``, notes what its gradient
/// needs. Nothing is noted for operations below which no trainable parameter lies, so frozen lower
/// layers cost no backward pass. Tapes are single-threaded; threads use one each and share the store.
///
/// ```swift
/// var tape = Tape(store, mode: .training)
/// let hidden = tape.linear(input, weight: w, bias: b, activation: .gelu)
/// let costs = tape.linear(hidden, weight: head, bias: headBias)
/// tape.backward(from: [(costs, gradientOfCosts)], into: &gradients)
/// ```
public struct Tape: ~Copyable, Sendable {
  /// Whether gradients will be asked for.
  public enum Mode: Sendable {
    /// Keeps nothing beyond the values that the caller holds, and applies no dropout.
    case inference
    case training
  }

  /// The parameters that the tape computes with.
  public let store: ParameterStore
  public let mode: Mode
  /// How exactly linear layers are computed, and gradients of their inputs; those of weights always are
  /// in single precision.
  public let precision: ProductPrecision
  /// The last input of reduced precision: query, key and value layers share theirs.
  private var reduced: (input: Tensor, rows: Tensor)?
  /// Gives the keys of the dropout masks of adapters' branches.
  var generator: CounterGenerator
  var records: [(op: Op, output: Int)] = []
  var slotCount = 0

  /// - Parameters:
  ///   - store: the store that holds the parameters.
  ///   - mode: whether gradients are wanted.
  ///   - precision: of linear layers.
  ///   - generator: decides what dropout in an adapter's branch drops; derive it from seed, step and
  ///     chunk. Unused without such an adapter.
  public init(
    _ store: ParameterStore, mode: Mode, precision: ProductPrecision = .single,
    generator: CounterGenerator = CounterGenerator(seed: 0)
  ) {
    self.store = store
    self.mode = mode
    self.precision = precision
    self.generator = generator
  }

  /// The value of a node.
  public func value(_ node: Node) -> Tensor { node.value }

  /// Wraps a value; notes the operation if a gradient may flow through it.
  ///
  /// - Parameter saved: what a backward pass keeps to have the value again; the value if missing.
  mutating func node(
    _ value: Tensor, needsGradient: Bool, saved: SavedValue? = nil, _ op: @autoclosure () -> Op
  ) -> Node {
    guard mode == .training, needsGradient else { return Node(value: value, slot: nil) }
    let slot = slotCount
    slotCount += 1
    records.append((op(), slot))
    return Node(value: value, slot: slot, saved: saved)
  }

  func isTrainable(_ id: ParameterID?) -> Bool {
    id.map { store.parameter($0).isTrainable } ?? false
  }
}

// The operations; the backward of each stands in Tape+Backward.swift.
extension Tape {
  /// A value without gradient.
  public func constant(_ value: Tensor) -> Node { Node(value: value, slot: nil) }

  /// Rows of a table, which the store's adapter may change: `[tokens, width]`.
  ///
  /// - Precondition: every token is a row of the table.
  public mutating func embed(tokens: [Int32], table: ParameterID) -> Node {
    return node(
      store.effectiveRows(tokens, ofTable: table),
      needsGradient: isTrainable(table) || store.isAdapted(table),
      .embed(tokens: tokens, table: table))
  }

  /// activation(x · Wᵀ + bias) + residual, W `[outputs, inputs]`: `[tokens, outputs]`.
  ///
  /// - Parameters:
  ///   - input: x, `[tokens, inputs]`.
  ///   - weight: trainable, frozen, or adapted by the store's adapter.
  ///   - bias: `[1, outputs]`.
  ///   - activation: applied to the sum of product and bias.
  ///   - residual: added after the activation, `[tokens, outputs]`.
  ///   - isExact: computes in single precision whatever the tape's precision; for the few rows near
  ///     a model's output, which cost little and whose error nothing averages out.
  public mutating func linear(
    _ input: Node, weight: ParameterID, bias: ParameterID? = nil,
    activation: Activation = .none, residual: Node? = nil, isExact: Bool = false
  ) -> Node {
    guard store.isAdapted(weight), let adapter = store.adapter, adapter.hasBranch(in: mode) else {
      return product(
        input, weight: weight, bias: bias, activation: activation, residual: residual,
        isBase: false, isExact: isExact)
    }
    let output = product(
      input, weight: weight, bias: bias, activation: .none, residual: nil, isBase: true,
      isExact: isExact)
    let branch = adapter.branch(of: weight, input: input, output: output, on: &self)
    let activated = activate(add(output, branch), activation)
    return residual.map { add(activated, $0) } ?? activated
  }

  private mutating func product(
    _ input: Node, weight: ParameterID, bias: ParameterID?, activation: Activation,
    residual: Node?, isBase: Bool, isExact: Bool
  ) -> Node {
    let parameter = store.parameter(weight)
    let outputs = parameter.value.rows, inputs = parameter.value.columns
    let tokens = input.value.rows
    precondition(input.value.columns == inputs, "\(parameter.name) takes \(inputs) inputs")
    precondition(bias.map { store[$0].count == outputs } ?? true, "the bias has another width")
    if let residual {
      precondition(
        residual.value.rows == tokens && residual.value.columns == outputs, "residual's shape")
    }
    let weightNeedsInput = isTrainable(weight) || (store.isAdapted(weight) && !isBase)
    let needsGradient =
      input.slot != nil || residual?.slot != nil || isTrainable(bias) || weightNeedsInput
    let keepsSums = mode == .training && needsGradient && activation.keepsInput
    var value = Tensor(uninitializedRows: tokens, columns: outputs)
    var sums = keepsSums ? Tensor(uninitializedRows: tokens, columns: outputs) : nil
    let biasValue = bias.map { store[$0] }
    if let reduced = isExact ? nil : precision.kernel {
      let rows = reducedRows(of: input.value, reduced)
      let packed = store.reducedForward(weight, reduced, isBase: isBase)
      mk_gemm_reduced(
        reduced, tokens, outputs, inputs, rows.floats, packed.floats, biasValue?.floats,
        activation.kernel, residual?.value.floats, outputs, sums?.mutableFloats,
        value.mutableFloats, outputs)
    } else {
      let packed = isBase ? store.packedForwardBase(weight) : store.packedForward(weight)
      mk_gemm(
        tokens, outputs, inputs, input.value.floats, inputs, packed.floats, biasValue?.floats,
        activation.kernel, residual?.value.floats, outputs, sums?.mutableFloats,
        value.mutableFloats, outputs)
    }
    // With a residual the output is not tanh's own value any more.
    precondition(activation != .tanh || residual == nil, "tanh takes no residual")
    let saved = activation == .tanh ? value : sums
    return node(
      value, needsGradient: needsGradient,
      saved: residual == nil ? sums.map { .activated(activation, of: $0) } : nil,
      .linear(
        input: input.slot, x: weightNeedsInput ? input.saved : nil, weight: weight, bias: bias,
        activation: activation, saved: saved, residual: residual?.slot, isBase: isBase,
        isExact: isExact))
  }

  /// A layer's input in reduced precision, made once for the layers that share it.
  private mutating func reducedRows(of input: Tensor, _ precision: mk_precision) -> Tensor {
    if let reduced, reduced.input.isSame(as: input) { return reduced.rows }
    let rows = input.reduced(to: precision)
    reduced = (input, rows)
    return rows
  }

  /// Applies an activation to each element.
  public mutating func activate(_ input: Node, _ activation: Activation) -> Node {
    guard activation != .none else { return input }
    let x = input.value
    let value = Self.activated(x, activation)
    guard let slot = input.slot else { return Node(value: value, slot: nil) }
    return node(
      value, needsGradient: true,
      saved: activation.keepsInput ? .activated(activation, of: x) : nil,
      .activate(input: slot, activation: activation, saved: activation == .tanh ? value : x))
  }

  static func activated(_ x: Tensor, _ activation: Activation) -> Tensor {
    var value = Tensor(uninitializedRows: x.rows, columns: x.columns)
    mk_activate(x.count, activation.kernel, x.floats, value.mutableFloats)
    return value
  }

  /// The rows of a, then those of b, of equal width.
  public mutating func concatenate(_ a: Node, _ b: Node) -> Node {
    precondition(a.value.columns == b.value.columns, "widths differ")
    var value = Tensor(
      uninitializedRows: a.value.rows + b.value.rows, columns: a.value.columns)
    let to = value.mutableFloats
    to.update(from: a.value.floats, count: a.value.count)
    (to + a.value.count).update(from: b.value.floats, count: b.value.count)
    return node(
      value, needsGradient: a.slot != nil || b.slot != nil,
      .concatenate(a.slot, b.slot, count: a.value.rows))
  }

  /// a + b, of equal shape.
  public mutating func add(_ a: Node, _ b: Node) -> Node {
    var value = a.value
    value += b.value
    return node(value, needsGradient: a.slot != nil || b.slot != nil, .add(a.slot, b.slot))
  }

  /// (x - mean) / sqrt(variance + epsilon) · gain + bias over each row (Ba, Kiros, Hinton 2016).
  public mutating func layerNorm(
    _ input: Node, gain: ParameterID, bias: ParameterID, epsilon: Float = 1e-12
  ) -> Node {
    let x = input.value
    let gainValue = store[gain], biasValue = store[bias]
    precondition(gainValue.count == x.columns && biasValue.count == x.columns, "norm's width")
    let needsGradient = input.slot != nil || isTrainable(gain) || isTrainable(bias)
    var value = Tensor(uninitializedRows: x.rows, columns: x.columns)
    var statistics = Tensor(uninitializedRows: x.rows, columns: 2)
    mk_layer_norm(
      x.rows, x.columns, x.floats, gainValue.floats, biasValue.floats, epsilon,
      statistics.mutableFloats, value.mutableFloats)
    return node(
      value, needsGradient: needsGradient,
      .layerNorm(input: input, gain: gain, bias: bias, statistics: statistics))
  }

  /// Scaled dot-product attention within each of several packed sequences (Vaswani et al. 2017):
  /// softmax(Q Kᵀ / sqrt(width / heads)) V per head, `[queries, width]`.
  ///
  /// - Parameters:
  ///   - queries: `[queries, width]`.
  ///   - keys: `[tokens, width]`; `values` likewise.
  ///   - values: `[tokens, width]`.
  ///   - sequences: the rows of `keys` and `values` of each sequence, none empty, in order and
  ///     covering all.
  ///   - queryRanges: the rows of `queries` of each sequence, in order and covering all; by default
  ///     `sequences`. A last layer that only needs \[CLS] passes `i..<i+1` for sequence `i`.
  ///   - heads: the number of attention heads.
  public mutating func attention(
    queries: Node, keys: Node, values: Node, sequences: [Range<Int>],
    queryRanges: [Range<Int>]? = nil, heads: Int
  ) -> Node {
    let queryRanges = queryRanges ?? sequences
    let width = queries.value.columns
    precondition(keys.value.columns == width && values.value.columns == width, "widths differ")
    precondition(keys.value.rows == values.value.rows, "as many keys as values")
    precondition(width % heads == 0, "\(heads) heads do not divide \(width)")
    precondition(queryRanges.count == sequences.count, "as many query ranges as sequences")
    func cover(_ ranges: [Range<Int>], _ rows: Int) -> Bool {
      ranges.reduce(0) { $1.lowerBound == $0 ? $1.upperBound : -1 } == rows
    }
    precondition(
      cover(queryRanges, queries.value.rows), "query ranges cover all queries in order")
    precondition(
      cover(sequences, keys.value.rows) && !sequences.contains(where: \.isEmpty),
      "sequences cover all keys in order, none empty")
    let layout = AttentionLayout(sequences: sequences, queryRanges: queryRanges, heads: heads)
    var weights = Tensor(uninitializedRows: 1, columns: layout.weightCount)
    var scratch = Tensor(uninitializedRows: 1, columns: layout.scratchCount(width / heads))
    var value = Tensor(uninitializedRows: queries.value.rows, columns: width)
    let allWeights = weights.mutableFloats, context = value.mutableFloats
    scratch.withUnsafeMutableValues { space in
      for (index, sequence) in sequences.enumerated() {
        let rows = queryRanges[index]
        mk_attention(
          rows.count, sequence.count, heads, width / heads, layout.scale(width),
          queries.value.floats + rows.lowerBound * width, width,
          keys.value.floats + sequence.lowerBound * width, width,
          values.value.floats + sequence.lowerBound * width, width,
          allWeights + layout.weightOffsets[index], context + rows.lowerBound * width, width,
          space.baseAddress)
      }
    }
    return node(
      value, needsGradient: queries.slot != nil || keys.slot != nil || values.slot != nil,
      .attention(
        AttentionRecord(
          queries: queries, keys: keys, values: values, sequences: sequences,
          queryRanges: queryRanges, heads: heads, weights: weights)))
  }

  /// Keys and values with an adapter's prefixes before each sequence's rows, and where the sequences
  /// lie then; the same ones if the adapter has none for these weights.
  ///
  /// - Parameters:
  ///   - keys: the output of the layer with `keyWeight`; `values` likewise.
  ///   - keyWeight: the weight of the layer that makes keys.
  ///   - values: the output of the layer with `valueWeight`.
  ///   - valueWeight: the weight of the layer that makes values.
  ///   - sequences: the rows of each sequence.
  public mutating func prefixed(
    keys: Node, _ keyWeight: ParameterID, values: Node, _ valueWeight: ParameterID,
    sequences: [Range<Int>]
  ) -> (keys: Node, values: Node, sequences: [Range<Int>]) {
    guard let keyPrefix = store.adapter?.prefix(of: keyWeight, in: store),
      let valuePrefix = store.adapter?.prefix(of: valueWeight, in: store)
    else { return (keys, values, sequences) }
    let length = store[keyPrefix].rows
    precondition(store[valuePrefix].rows == length, "as many prefix values as keys")
    let places = sequences.flatMap { Array(0..<length) + $0.map { $0 + length } }
    var ranges: [Range<Int>] = []
    for sequence in sequences {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + length + sequence.count)
    }
    let rows = (0..<Int32(length)).map { $0 }
    let allKeys = concatenate(embed(tokens: rows, table: keyPrefix), keys)
    let allValues = concatenate(embed(tokens: rows, table: valuePrefix), values)
    return (self.rows(allKeys, places), self.rows(allValues, places), ranges)
  }

  /// Selects rows of x in the order of `indices`; a row may appear more than once.
  public mutating func rows(_ input: Node, _ indices: [Int]) -> Node {
    let x = input.value
    let value = x.rows(indices)
    guard let slot = input.slot else { return Node(value: value, slot: nil) }
    return node(
      value, needsGradient: true, .rows(input: slot, indices: indices, count: x.rows))
  }

  /// Zeroes elements with probability `rate` and scales the others by 1 / (1 - rate); in inference
  /// the input itself.
  ///
  /// - Parameters:
  ///   - input: the values of which some are dropped.
  ///   - rate: the probability of dropping an element.
  ///   - generator: gives the key of this dropout's mask; an element's fate depends on the
  ///     key and its place alone. Derive it from seed, step and chunk, so that threads don't matter.
  public mutating func dropout(
    _ input: Node, rate: Float, generator: inout CounterGenerator
  ) -> Node {
    precondition(rate >= 0 && rate < 1, "a dropout rate lies in [0, 1)")
    guard mode == .training, rate > 0 else { return input }
    let key = generator.next()
    let value = Self.dropped(input.value, rate: rate, key: key)
    guard let slot = input.slot else { return Node(value: value, slot: nil) }
    return node(value, needsGradient: true, .dropout(input: slot, rate: rate, key: key))
  }

  /// Dropout in an adapter's branch, with keys from the tape's own generator.
  public mutating func branchDropout(_ input: Node, rate: Float) -> Node {
    var own = generator
    let output = dropout(input, rate: rate, generator: &own)
    generator = own
    return output
  }

  static func dropped(_ x: Tensor, rate: Float, key: UInt64) -> Tensor {
    var value = Tensor(uninitializedRows: x.rows, columns: x.columns)
    mk_dropout(x.count, rate, key, x.floats, value.mutableFloats)
    return value
  }

  /// Multiplies x by a factor.
  public mutating func scale(_ input: Node, by factor: Float) -> Node {
    let value = Self.scaled(input.value, by: factor)
    guard let slot = input.slot else { return Node(value: value, slot: nil) }
    return node(value, needsGradient: true, .scale(input: slot, factor: factor))
  }

  static func scaled(_ x: Tensor, by factor: Float) -> Tensor {
    var value = Tensor(uninitializedRows: x.rows, columns: x.columns)
    mk_scale(x.count, factor, x.floats, value.mutableFloats)
    return value
  }

  /// The negative log-likelihood in nats of each row's target under softmax(logits): `[rows, 1]`.
  ///
  /// Its gradient weighs the rows; pass `1 / total` in each for a mean over several chunks.
  ///
  /// - Precondition: one target per row, each a column of the logits.
  public mutating func crossEntropy(_ logits: Node, targets: [Int32]) -> Node {
    let x = logits.value
    precondition(targets.count == x.rows, "one target per row")
    precondition(targets.allSatisfy { $0 >= 0 && $0 < x.columns }, "a target is a column")
    var losses = [Double](repeating: 0, count: x.rows)
    guard mode == .training, let slot = logits.slot else {
      mk_cross_entropy(x.rows, x.columns, x.floats, x.columns, targets, &losses, nil, 0)
      return Node(
        value: Tensor(rows: x.rows, columns: 1, values: losses.map { Float($0) }), slot: nil)
    }
    var gradient = Tensor(uninitializedRows: x.rows, columns: x.columns)
    mk_cross_entropy(
      x.rows, x.columns, x.floats, x.columns, targets, &losses, gradient.mutableFloats, x.columns)
    return node(
      Tensor(rows: x.rows, columns: 1, values: losses.map { Float($0) }), needsGradient: true,
      .crossEntropy(input: slot, gradient: gradient))
  }
}

extension Activation {
  var kernel: mk_activation {
    switch self {
    case .none: MK_NONE
    case .gelu: MK_GELU
    case .tanh: MK_TANH
    case .relu: MK_RELU
    case .silu: MK_SILU
    case .geluTanh: MK_GELU_TANH
    case .quickGELU: MK_QUICK_GELU
    }
  }
}
