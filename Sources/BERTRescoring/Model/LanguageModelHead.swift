public import AdapterEngine

/// BERT's masked-language-model head: dense, activation, layer norm, then the decoder: the word
/// embedding, or where a model does not tie the two, a matrix of its own.
public struct LanguageModelHead: Sendable {
  let weight: ParameterID
  let bias: ParameterID
  let normGain: ParameterID
  let normBias: ParameterID
  let decoder: ParameterID
  let decoderBias: ParameterID
  let epsilon: Float
  let activation: Activation

  /// The head that `store` holds, or nil if it lacks one.
  public init?(configuration: BERTConfiguration, store: ParameterStore) {
    let prefix = "cls.predictions."
    guard let weight = store.id(named: prefix + "transform.dense.weight"),
      let bias = store.id(named: prefix + "transform.dense.bias"),
      let normGain = store.id(named: prefix + "transform.LayerNorm.weight"),
      let normBias = store.id(named: prefix + "transform.LayerNorm.bias"),
      let decoder = store.id(named: prefix + "decoder.weight")
        ?? store.id(named: "embeddings.word_embeddings.weight"),
      let decoderBias = store.id(named: prefix + "bias")
    else { return nil }
    self.weight = weight
    self.bias = bias
    self.normGain = normGain
    self.normBias = normBias
    self.decoder = decoder
    self.decoderBias = decoderBias
    epsilon = configuration.layerNormEpsilon
    activation = configuration.activation
  }

  /// Logits over the vocabulary, `[rows, vocabulary]`, from hidden states `[rows, hidden]`.
  public func logits(_ states: Node, on tape: inout Tape) -> Node {
    let dense = tape.linear(states, weight: weight, bias: bias, activation: activation)
    let normed = tape.layerNorm(dense, gain: normGain, bias: normBias, epsilon: epsilon)
    return tape.linear(normed, weight: decoder, bias: decoderBias)
  }
}
