/// An n-gram model of graphones in the form that decoding needs: states, each with arcs for the
/// tokens that it has a probability for.
///
/// A state is a context that some n-gram extends. A token without an arc is looked up in the state
/// of the next shorter context, at the cost of the backoff weight.
package struct GraphoneAutomaton: Sendable {
  /// The index at which each state's arcs start, followed by the index at which the last state's
  /// end. State 0 is the empty context.
  package var arcStarts: [UInt32] = [0]
  /// The token of each arc, ascending within a state.
  package var tokens: [UInt16] = []
  /// The logarithm of each arc's probability.
  package var weights: [Float] = []
  /// The state of the longest context that each arc leads to.
  package var nexts: [UInt32] = []
  /// The logarithm of each state's backoff weight.
  package var backoffs: [Float] = [0]
  /// The state of each state's next shorter context.
  package var shorter: [UInt32] = [0]

  /// The state after a token.
  package func next(_ state: UInt32, _ token: UInt16) -> UInt32 {
    var state = state
    while true {
      if let arc = arc(state, token) { return nexts[arc] }
      if state == 0 { return 0 }
      state = shorter[Int(state)]
    }
  }

  /// The logarithm of a token's probability in a state, and the state after it; nil for a token
  /// that no context has.
  package func step(_ state: UInt32, _ token: UInt16) -> (weight: Float, next: UInt32)? {
    var state = state
    var sum: Float = 0
    while true {
      if let arc = arc(state, token) { return (sum + weights[arc], nexts[arc]) }
      if state == 0 { return nil }
      sum += backoffs[Int(state)]
      state = shorter[Int(state)]
    }
  }

  private func arc(_ state: UInt32, _ token: UInt16) -> Int? {
    var (low, high) = (Int(arcStarts[Int(state)]), Int(arcStarts[Int(state) + 1]))
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle] < token { low = middle + 1 } else { high = middle }
    }
    return low < Int(arcStarts[Int(state) + 1]) && tokens[low] == token ? low : nil
  }
}
