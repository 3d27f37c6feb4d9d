public import AdapterEngine

/// The feed-forward net that turns the \[CLS] state into a cost (`FFNN(g[CLS])` of RescoreBERT,
/// arXiv 2202.01094): dense, tanh, one output.
public struct ScoringHead: Sendable {
  let weight: ParameterID
  let bias: ParameterID
  let outputWeight: ParameterID
  let outputBias: ParameterID

  /// The head that `store` holds, or nil if it lacks one.
  public init?(store: ParameterStore) {
    guard let weight = store.id(named: "scorer.dense.weight"),
      let bias = store.id(named: "scorer.dense.bias"),
      let outputWeight = store.id(named: "scorer.out_proj.weight"),
      let outputBias = store.id(named: "scorer.out_proj.bias")
    else { return nil }
    self.weight = weight
    self.bias = bias
    self.outputWeight = outputWeight
    self.outputBias = outputBias
  }

  /// Costs, `[sequences, 1]`, from \[CLS] states `[sequences, hidden]`; in single precision always.
  public func costs(_ states: Node, on tape: inout Tape) -> Node {
    let hidden = tape.linear(states, weight: weight, bias: bias, activation: .tanh, isExact: true)
    return tape.linear(hidden, weight: outputWeight, bias: outputBias, isExact: true)
  }
}
