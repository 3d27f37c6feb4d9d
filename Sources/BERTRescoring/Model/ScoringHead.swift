public import AdapterEngine

/// The feed-forward net that turns the \[CLS] state into a cost (`FFNN(g[CLS])` of RescoreBERT,
/// arXiv 2202.01094): dense, tanh, one output; or of another model's head the output alone.
public struct ScoringHead: Sendable {
  /// Nil where the output is computed from the state itself.
  let weight: ParameterID?
  let bias: ParameterID?
  let outputWeight: ParameterID
  let outputBias: ParameterID

  /// The head that `store` holds, or nil if it lacks one.
  public init?(store: ParameterStore) {
    guard let outputWeight = store.id(named: "scorer.out_proj.weight"),
      let outputBias = store.id(named: "scorer.out_proj.bias")
    else { return nil }
    weight = store.id(named: "scorer.dense.weight")
    bias = store.id(named: "scorer.dense.bias")
    self.outputWeight = outputWeight
    self.outputBias = outputBias
  }

  /// Costs, `[sequences, 1]`, from \[CLS] states `[sequences, hidden]`; in single precision always.
  public func costs(_ states: Node, on tape: inout Tape) -> Node {
    let hidden =
      weight.map {
        tape.linear(states, weight: $0, bias: bias, activation: .tanh, isExact: true)
      } ?? states
    return tape.linear(hidden, weight: outputWeight, bias: outputBias, isExact: true)
  }
}
