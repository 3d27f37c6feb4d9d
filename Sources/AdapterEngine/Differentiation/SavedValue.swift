/// A value that a backward pass needs again.
enum SavedValue: Sendable {
  case kept(Tensor)
  /// An activation's output, a quarter of what a transformer layer keeps, computed again from the sum
  /// that the activation's own gradient keeps anyway: the same bits, for about 1 % of a step's time.
  case activated(Activation, of: Tensor)

  /// The value, made anew unless it was kept.
  var value: Tensor {
    switch self {
    case .kept(let value): value
    case .activated(let activation, let sum): Tape.activated(sum, activation)
    }
  }
}
