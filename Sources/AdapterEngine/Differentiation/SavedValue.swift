/// A value that a backward pass needs again.
enum SavedValue: Sendable {
  case kept(Tensor)
  /// GELU's output, a quarter of a transformer layer's activations, computed again from the sum that
  /// GELU's own gradient keeps anyway: the same bits, for about 1 % of a step's time.
  case gelu(of: Tensor)

  /// The value, made anew unless it was kept.
  var value: Tensor {
    switch self {
    case .kept(let value): value
    case .gelu(let sum): Tape.activated(sum, .gelu)
    }
  }
}
