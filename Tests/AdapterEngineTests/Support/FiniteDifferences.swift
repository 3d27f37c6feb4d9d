import AdapterEngine

/// The largest deviation of an analytic gradient from central differences over some elements of every
/// trainable parameter, relative to the largest gradient seen (at least 1), and where it is.
///
/// - Parameter outputs: builds the graph and returns the node whose weighted sum is the loss.
func worstDeviation(
  _ store: ParameterStore, step: Float = 0.01, _ outputs: (inout Tape) -> Node
) -> (deviation: Double, place: String) {
  var generator = CounterGenerator(seed: 99)
  var tape = Tape(store, mode: .training)
  let output = outputs(&tape)
  let weights = Tensor.uniform(
    rows: output.value.rows, columns: output.value.columns, bound: 1, generator: &generator)
  var gradients = GradientBuffer(store)
  tape.backward(from: [(output, weights)], into: &gradients)

  func loss(_ store: ParameterStore) -> Double {
    var tape = Tape(store, mode: .training)
    return zip(outputs(&tape).value.values, weights.values)
      .reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
  }

  var worst = (deviation: 0.0, place: "nowhere")
  for id in store.ids {
    guard let gradient = gradients[id] else { continue }
    let largest = gradient.values.reduce(1) { max($0, abs($1)) }
    for _ in 0..<12 {
      let row = Int.random(in: 0..<gradient.rows, using: &generator)
      let column = Int.random(in: 0..<gradient.columns, using: &generator)
      var above = store, below = store
      above.update(id) { $0[row, column] += step }
      below.update(id) { $0[row, column] -= step }
      let width = Double(above[id][row, column]) - Double(below[id][row, column])
      let numeric = (loss(above) - loss(below)) / width
      let deviation = abs(numeric - Double(gradient[row, column])) / Double(largest)
      if !(deviation <= worst.deviation) {
        worst = (deviation, "\(store.parameter(id).name)[\(row), \(column)]")
      }
    }
  }
  return worst
}
