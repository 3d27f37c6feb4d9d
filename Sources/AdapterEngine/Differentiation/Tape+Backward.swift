import CAdapterKernels

extension Tape {
  /// Adds the gradients of all trainable parameters below the given nodes to `gradients`.
  ///
  /// - Parameters:
  ///   - seeds: nodes with the gradient of the loss with respect to each, in the node's shape. Any
  ///     loss plugs in this way. Nodes without a trainable parameter below are passed over.
  ///   - gradients: a buffer made for this tape's store.
  public consuming func backward(
    from seeds: [(node: Node, gradient: Tensor)], into gradients: inout GradientBuffer
  ) {
    precondition(mode == .training, "an inference tape keeps nothing to differentiate")
    var pending = PendingGradients(count: slotCount)
    for seed in seeds {
      let value = seed.node.value
      precondition(
        seed.gradient.rows == value.rows && seed.gradient.columns == value.columns,
        "a gradient has its node's shape")
      pending.add(seed.gradient, to: seed.node.slot)
    }
    // Each record is dropped once used, and its tensors with it.
    while let (op, output) = records.popLast() {
      guard let dy = pending.take(output) else { continue }
      switch op {
      case .embed(let tokens, let table):
        if let adapter = store.adapter, store.isAdapted(table) {
          adapter.addGradients(
            ofTable: table, tokens: tokens, outputGradient: dy, in: store, into: &gradients)
          continue
        }
        gradients.add(dy, toRows: tokens, of: table)
      case .linear(
        let input, let x, let weight, let bias, let activation, let saved, let residual,
        let isBase, let isExact):
        pending.add(dy, to: residual)
        var dz = dy
        if let saved, !pending.takeIsBeforeActivation(output) {
          dz = Tensor(uninitializedRows: dy.rows, columns: dy.columns)
          mk_activate_backward(
            dy.count, activation.kernel, saved.floats, dy.floats, dz.mutableFloats)
        }
        weightGradients(x: x, weight: weight, bias: bias, isBase: isBase, dz: dz, into: &gradients)
        if let input, let reduced = isExact ? nil : precision.kernel {
          reducedInputGradient(
            input, reduced, weight: weight, isBase: isBase, dz: dz, pending: &pending)
        } else if let input {
          inputGradient(input, weight: weight, isBase: isBase, dz: dz, pending: &pending)
        }
      case .activate(let input, let activation, let saved):
        var dx = Tensor(uninitializedRows: dy.rows, columns: dy.columns)
        mk_activate_backward(
          dy.count, activation.kernel, saved.floats, dy.floats, dx.mutableFloats)
        pending.add(dx, to: input)
      case .concatenate(let a, let b, let count):
        pending.add(dy.rows(0..<count), to: a)
        pending.add(dy.rows(count..<dy.rows), to: b)
      case .add(let a, let b):
        pending.add(dy, to: a)
        pending.add(dy, to: b)
      case .layerNorm(let input, let gain, let bias, let statistics):
        layerNormBackward(
          input: input, gain: gain, bias: bias, statistics: statistics, dy: dy,
          pending: &pending, into: &gradients)
      case .attention(let record):
        attentionBackward(record, dy: dy, pending: &pending)
      case .rows(let input, let indices, let count):
        var dx = Tensor(rows: count, columns: dy.columns)
        let to = dx.mutableFloats
        for (row, index) in indices.enumerated() {
          let sum = to + index * dy.columns
          mk_add(dy.columns, sum, dy.floats + row * dy.columns, sum)
        }
        pending.add(dx, to: input)
      case .dropout(let input, let rate, let key):
        pending.add(Self.dropped(dy, rate: rate, key: key), to: input)
      case .scale(let input, let factor):
        pending.add(Self.scaled(dy, by: factor), to: input)
      case .crossEntropy(let input, let gradient):
        var dx = gradient
        let floats = dx.mutableFloats
        for row in 0..<dx.rows {
          let start = floats + row * dx.columns
          mk_scale(dx.columns, dy.floats[row], start, start)
        }
        pending.add(dx, to: input)
      }
    }
  }

  /// The gradients of a linear layer's weight, dzᵀ · x, or of its adapter, and of its bias.
  private func weightGradients(
    x: SavedValue?, weight: ParameterID, bias: ParameterID?, isBase: Bool, dz: Tensor,
    into gradients: inout GradientBuffer
  ) {
    if let x = x?.value {
      if let adapter = store.adapter, store.isAdapted(weight), !isBase {
        adapter.addGradients(
          of: weight, input: x, outputGradient: dz, in: store, into: &gradients)
      } else {
        gradients.withUnsafeGradient(weight) { to in
          x.addOuterProducts(with: dz, to: to)
        }
      }
    }
    if let bias {
      gradients.withUnsafeGradient(bias) { to in
        mk_column_sums(dz.rows, dz.columns, dz.floats, dz.columns, to)
      }
    }
  }

  /// The gradient of a linear layer's input, dz · W.
  private func inputGradient(
    _ input: Int, weight: ParameterID, isBase: Bool, dz: Tensor, pending: inout PendingGradients
  ) {
    let inputs = store[weight].columns
    let packed = isBase ? store.packedBackwardBase(weight) : store.packedBackward(weight)
    if var dx = pending.take(input) {
      mk_gemm_accumulate(
        dz.rows, inputs, dz.columns, dz.floats, dz.columns, packed.floats, dx.mutableFloats, inputs)
      pending.add(dx, to: input)
      return
    }
    var dx = Tensor(uninitializedRows: dz.rows, columns: inputs)
    if let (activation, saved) = activationAlone(of: input) {
      // In the product's epilogue the activation's gradient costs no way through memory.
      mk_gemm_activation_backward(
        dz.rows, inputs, dz.columns, dz.floats, dz.columns, packed.floats, activation.kernel,
        saved.floats, dx.mutableFloats, inputs)
      pending.addBeforeActivation(dx, to: input)
    } else {
      mk_gemm(
        dz.rows, inputs, dz.columns, dz.floats, dz.columns, packed.floats, nil, MK_NONE, nil, 0,
        nil, dx.mutableFloats, inputs)
      pending.add(dx, to: input)
    }
  }

  /// The same in reduced precision: dz is rounded as an input of the forward pass is.
  private func reducedInputGradient(
    _ input: Int, _ precision: mk_precision, weight: ParameterID, isBase: Bool, dz: Tensor,
    pending: inout PendingGradients
  ) {
    let inputs = store[weight].columns
    let packed = store.reducedBackward(weight, precision, isBase: isBase)
    let rows = dz.reduced(to: precision)
    var dx = Tensor(uninitializedRows: dz.rows, columns: inputs)
    let others = pending.take(input)
    if others == nil, let (activation, saved) = activationAlone(of: input) {
      mk_gemm_reduced_activation_backward(
        precision, dz.rows, inputs, dz.columns, rows.floats, packed.floats, activation.kernel,
        saved.floats, dx.mutableFloats, inputs)
      pending.addBeforeActivation(dx, to: input)
    } else {
      mk_gemm_reduced(
        precision, dz.rows, inputs, dz.columns, rows.floats, packed.floats, nil, MK_NONE,
        others?.floats, inputs, nil, dx.mutableFloats, inputs)
      pending.add(dx, to: input)
    }
  }

  /// The activation in the linear layer that gave a slot's value, where that layer is the next one to go
  /// back through: nobody else adds to its output's gradient then. Not with a residual, which takes the
  /// output's own gradient.
  private func activationAlone(of slot: Int) -> (Activation, saved: Tensor)? {
    guard let (op, output) = records.last, output == slot,
      case .linear(_, _, _, _, let activation, let saved?, nil, _, _) = op
    else { return nil }
    return (activation, saved)
  }

  private func layerNormBackward(
    input: Node, gain: ParameterID, bias: ParameterID, statistics: Tensor, dy: Tensor,
    pending: inout PendingGradients, into gradients: inout GradientBuffer
  ) {
    let x = input.value
    var dx = input.slot == nil ? nil : Tensor(uninitializedRows: x.rows, columns: x.columns)
    // Two pointers into one buffer: both parameters' gradients are written in one pass.
    let dgain = gradients.unsafeGradient(gain), dbias = gradients.unsafeGradient(bias)
    mk_layer_norm_backward(
      x.rows, x.columns, x.floats, statistics.floats, store[gain].floats, dy.floats,
      dx?.mutableFloats, dgain, dbias)
    if let dx { pending.add(dx, to: input.slot) }
  }

  private func attentionBackward(
    _ record: AttentionRecord, dy: Tensor, pending: inout PendingGradients
  ) {
    let q = record.queries.value, k = record.keys.value, v = record.values.value
    let width = q.columns, heads = record.heads
    let layout = AttentionLayout(
      sequences: record.sequences, queryRanges: record.queryRanges, heads: heads)
    var scratch = Tensor(uninitializedRows: 1, columns: layout.scratchCount(width / heads))
    func gradient(of node: Node) -> Tensor? {
      guard node.slot != nil else { return nil }
      return Tensor(uninitializedRows: node.value.rows, columns: width)
    }
    var dq = gradient(of: record.queries)
    var dk = gradient(of: record.keys)
    var dv = gradient(of: record.values)
    let toQueries = dq?.mutableFloats, toKeys = dk?.mutableFloats, toValues = dv?.mutableFloats
    scratch.withUnsafeMutableValues { space in
      for (index, sequence) in record.sequences.enumerated() {
        let rows = record.queryRanges[index]
        let first = rows.lowerBound * width, start = sequence.lowerBound * width
        mk_attention_backward(
          rows.count, sequence.count, heads, width / heads, layout.scale(width), q.floats + first,
          width, k.floats + start, width, v.floats + start, width,
          record.weights.floats + layout.weightOffsets[index], dy.floats + first, width,
          toQueries.map { $0 + first }, width, toKeys.map { $0 + start }, width,
          toValues.map { $0 + start }, width, space.baseAddress)
      }
    }
    for (gradient, node) in [(dq, record.queries), (dk, record.keys), (dv, record.values)] {
      if let gradient { pending.add(gradient, to: node.slot) }
    }
  }
}

/// Gradients of nodes on their way down.
struct PendingGradients {
  private var gradients: [Tensor?]
  /// The slot, if any, whose gradient is that of the value before its activation already.
  private var beforeActivation: Int?

  init(count: Int) {
    gradients = Array(repeating: nil, count: count)
  }

  /// Adds to a node's gradient; nothing for a node without one.
  mutating func add(_ gradient: consuming Tensor, to slot: Int?) {
    guard let slot else { return }
    guard var sum = take(slot) else {
      gradients[slot] = gradient
      return
    }
    sum += gradient
    gradients[slot] = sum
  }

  /// Sets the gradient of a node that has none, as that of the value before the activation in the node's
  /// own operation, which is the next one to go back through.
  mutating func addBeforeActivation(_ gradient: consuming Tensor, to slot: Int) {
    precondition(gradients[slot] == nil && beforeActivation == nil, "the node's only gradient")
    gradients[slot] = gradient
    beforeActivation = slot
  }

  /// Whether the node's gradient came by ``addBeforeActivation(_:to:)``; forgets it.
  mutating func takeIsBeforeActivation(_ slot: Int) -> Bool {
    guard beforeActivation == slot else { return false }
    beforeActivation = nil
    return true
  }

  /// Hands a gradient out and forgets it, so that its storage has one owner.
  mutating func take(_ slot: Int) -> Tensor? {
    let gradient = gradients[slot]
    gradients[slot] = nil
    return gradient
  }
}

extension Tensor {
  /// Each row as products of reduced precision take it.
  func reduced(to precision: mk_precision) -> Tensor {
    var reduced = Tensor(uninitializedBytes: mk_reduced_rows_bytes(precision, rows, columns))
    mk_reduce_rows(precision, rows, columns, floats, columns, reduced.mutableFloats)
    return reduced
  }

  /// to `[columns of y, columns of x]` += yᵀ · x, rows in ascending order.
  func addOuterProducts(with y: Tensor, to: UnsafeMutablePointer<Float>) {
    precondition(rows == y.rows, "as many rows in both")
    if columns < 64, y.columns > columns {
      // Low-rank factors are narrow, and a tile is 64 columns wide: xᵀ · y, the transpose, fills it. Each
      // element is the same chain.
      var transposed = Tensor(uninitializedRows: columns, columns: y.columns)
      transposed.withUnsafeMutableValues { space in
        let across = space.baseAddress!
        Self.transpose(y.columns, columns, to, to: across)
        y.addOuterProducts(with: self, to: across)
        Self.transpose(columns, y.columns, across, to: to)
      }
      return
    }
    var scratch = Tensor(
      uninitializedRows: 1, columns: mk_gemm_transposed_scratch(y.columns))
    scratch.withUnsafeMutableValues { space in
      mk_gemm_transposed(
        rows, y.columns, columns, y.floats, y.columns, floats, columns, to, columns,
        space.baseAddress)
    }
  }
}
