/// An n-gram of graphones as decoding needs it: states, and from each the tokens that it has a probability for.
///
/// A state is a context that some n-gram extends. A token that a state has no arc for is looked for in the state of
/// the shorter context, at the cost of the backoff weight.
struct GraphoneAutomaton: Sendable {
  /// Where each state's arcs start; one more at the end. State 0 is the empty context.
  var arcStarts: [UInt32] = [0]
  /// By token, ascending within a state.
  var tokens: [UInt16] = []
  /// Logarithms.
  var weights: [Float] = []
  /// The state of the longest context that the token leads to.
  var nexts: [UInt32] = []
  /// Logarithms, by state.
  var backoffs: [Float] = [0]
  /// The state of the shorter context.
  var shorter: [UInt32] = [0]

  /// The state behind a token, from the state before it.
  func next(_ state: UInt32, _ token: UInt16) -> UInt32 {
    var state = state
    while true {
      if let arc = arc(state, token) { return nexts[arc] }
      if state == 0 { return 0 }
      state = shorter[Int(state)]
    }
  }

  /// The logarithm of a token's probability in a state, and the state behind it; nil for one that no context has.
  func step(_ state: UInt32, _ token: UInt16) -> (weight: Float, next: UInt32)? {
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
