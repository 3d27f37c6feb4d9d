import CAdapterKernels

extension Tape {
  /// Whether ``absorbedAttention(queries:states:key:value:valueBias:sequences:heads:)`` computes what
  /// the two linear layers and ``attention(queries:keys:values:sequences:queryRanges:heads:)`` do: with
  /// nothing to differentiate, and an adapter, if any, that is all in its effective weights.
  public func absorbs(key: ParameterID, value: ParameterID) -> Bool {
    guard mode == .inference else { return false }
    guard let adapter = store.adapter else { return true }
    return ![key, value].contains { weight in
      store.isAdapted(weight)
        && (adapter.hasBranch(in: mode) || adapter.prefix(of: weight, in: store) != nil)
    }
  }

  /// Attention of one query for each sequence, `[sequences, width]`, without the sequences' keys and
  /// values, which nobody else would read:
  ///
  ///     qₕ · (Wᴷₕ xⱼ + bᴷₕ) = (qₕ Wᴷₕ) · xⱼ + a constant, which softmax does not see
  ///     Σⱼ pⱼ (Wⱽₕ xⱼ + bⱽₕ) = Wⱽₕ (Σⱼ pⱼ xⱼ) + bⱽₕ
  ///
  /// so that both matrices meet a row for each sequence instead of one for each token (heads times as
  /// wide; the "absorbed" projections of DeepSeek-V2's attention, arXiv 2405.04434, section 2.1.2). In
  /// single precision whatever the tape's.
  ///
  /// - Parameters:
  ///   - queries: a row for each sequence.
  ///   - states: the rows x that keys and values would be made of, `[tokens, width]`.
  ///   - key: Wᴷ; its bias is not needed.
  ///   - value: Wⱽ.
  ///   - valueBias: bⱽ.
  ///   - sequences: the rows of `states` of each sequence, none empty, in order and covering all.
  ///   - heads: the number of attention heads.
  /// - Precondition: it ``absorbs(key:value:)`` these weights, both `[width, width]`.
  public func absorbedAttention(
    queries: Node, states: Node, key: ParameterID, value: ParameterID, valueBias: ParameterID,
    sequences: [Range<Int>], heads: Int
  ) -> Node {
    precondition(absorbs(key: key, value: value), "these layers must be computed")
    let count = sequences.count, width = states.value.columns
    precondition(queries.value.rows == count, "a query for each sequence")
    // A sequence's heads are its queries, of the states' whole width.
    let absorbed = headProducts(
      queries.value, store.packedBackwardHeads(key, heads), outputs: heads * width)
    var context = Tensor(uninitializedRows: count, columns: heads * width)
    let layout = AttentionLayout(
      sequences: sequences, queryRanges: (0..<count).map { $0 * heads..<($0 + 1) * heads },
      heads: 1)
    // The softmax's weights, which nobody asks for here, and the kernels' space.
    var scratch = Tensor(
      uninitializedRows: 1, columns: layout.weightCount + layout.scratchCount(width))
    // That of the model's heads, though the rows are as wide as all of them.
    let scale = layout.scale(width / heads), to = context.mutableFloats
    scratch.withUnsafeMutableValues { space in
      for (index, sequence) in sequences.enumerated() {
        let own = states.value.floats + sequence.lowerBound * width, row = index * heads * width
        mk_attention(
          heads, sequence.count, 1, width, scale, absorbed.floats + row, width, own, width, own,
          width, space.baseAddress! + layout.weightOffsets[index], to + row, width,
          space.baseAddress! + layout.weightCount)
      }
    }
    return constant(
      headProducts(
        context, store.packedForwardHeads(value, heads), bias: store[valueBias], outputs: width))
  }

  /// Each head's columns times its part of a weight, and the bias, side by side again:
  /// `[rows, outputs]`.
  private func headProducts(
    _ x: Tensor, _ packedHeads: [Tensor], bias: Tensor? = nil, outputs: Int
  ) -> Tensor {
    let own = (inputs: x.columns / packedHeads.count, outputs: outputs / packedHeads.count)
    var products = Tensor(uninitializedRows: x.rows, columns: outputs)
    let to = products.mutableFloats
    for (head, packed) in packedHeads.enumerated() {
      let column = head * own.outputs
      mk_gemm(
        x.rows, own.outputs, own.inputs, x.floats + head * own.inputs, x.columns, packed.floats,
        bias.map { $0.floats + column }, MK_NONE, nil, 0, nil, to + column, outputs)
    }
    return products
  }
}
