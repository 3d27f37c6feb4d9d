import AdapterEngine
import Algorithms

/// The hidden states that frozen lower layers give each text, computed once.
///
/// An adapter in the upper layers leaves everything below as it was pre-trained, so that a text's
/// activations there are the same in every epoch. They are also the same bits in any batch, so that a
/// training with the cache ends in the same weights as one without.
struct LowerLayerCache: Sendable {
  /// How many of the lowest layers.
  let layers: Int
  private let precision: ProductPrecision
  private let capacity: Int
  private var size = 0
  /// The states of texts, `[tokens, hidden]`, by their tokens, so that texts with the same tokens
  /// share them.
  private var states: [[Int32]: Tensor] = [:]

  /// Nil where there is nothing to keep: something trains at the bottom, activations drop at random,
  /// or there is no memory for it.
  ///
  /// - Parameter precision: that of the training.
  init?(of model: RescoreBERT, precision: ProductPrecision, bytes: Int) {
    layers = model.encoder.frozenLayers(in: model.store)
    guard layers > 0, bytes > 0, model.configuration.dropout == 0 else { return nil }
    self.precision = precision
    capacity = bytes
  }

  /// Computes and keeps the states of texts that are not known yet, as far as the memory goes.
  ///
  /// - Parameter texts: each as its tokens.
  mutating func add(_ texts: [[Int32]], _ model: RescoreBERT, _ parallel: DataParallel) {
    guard size < capacity else { return }
    let sequences = Array(texts.filter { states[$0] == nil }.uniqued())
    let chunks = sequences.chunks(ofCount: max(1, model.textsPerChunk(of: sequences.count)))
      .map(Array.init)
    let computed = parallel.map(chunks) { [layers, precision] chunk -> [Tensor] in
      let batch = PackedSequences(chunk)
      var tape = Tape(model.store, mode: .inference, precision: precision)
      var unused = CounterGenerator(seed: 0)
      let states = model.encoder.lowerStates(
        of: batch, layers: layers, on: &tape, generator: &unused)
      return batch.ranges.map { states.value.rows($0) }
    }
    for (sequence, state) in zip(sequences, computed.flatMap { $0 }) where size < capacity {
      states[sequence] = state
      size += state.count * MemoryLayout<Float>.stride
    }
  }

  /// \[CLS] states `[sequences, hidden]` of a batch whose texts are all known; nil if one is not.
  func classificationStates(
    of batch: PackedSequences, _ model: RescoreBERT, on tape: inout Tape
  ) -> Node? {
    var known: [Tensor] = []
    for range in batch.ranges {
      guard let state = states[Array(batch.tokens[range])] else { return nil }
      known.append(state)
    }
    var unused = CounterGenerator(seed: 0)
    return model.encoder.classificationStates(
      of: batch, above: tape.constant(Tensor(stacking: known)), layers: layers, on: &tape,
      generator: &unused)
  }
}
