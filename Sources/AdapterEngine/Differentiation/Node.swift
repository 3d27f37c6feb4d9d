/// A value that a ``Tape`` computed, and where its gradient will gather.
public struct Node: Sendable {
  /// The value; kept alive only by those who need it, so inference frees what is used up.
  public let value: Tensor
  /// The gradient's place on the tape; nil where no trainable parameter lies below.
  let slot: Int?
  /// What a backward pass keeps to have the value again.
  let saved: SavedValue

  /// - Parameter saved: the value itself if missing.
  init(value: Tensor, slot: Int?, saved: SavedValue? = nil) {
    self.value = value
    self.slot = slot
    self.saved = saved ?? .kept(value)
  }
}

/// What a layer does to its product's sum.
public enum Activation: Sendable, Hashable, Codable {
  case none
  /// x Φ(x), with the error function as BERT has it, not the tanh approximation.
  case gelu
  case tanh
  /// The rectifier, max(x, 0).
  case relu
  /// x / (1 + e⁻ˣ), also called swish.
  case silu
  /// GELU's approximation by tanh, `gelu_new` among Hugging Face's.
  case geluTanh
  /// GELU's approximation x / (1 + e^(−1.702 x)).
  case quickGELU

  /// Whether the gradient is computed from the input; that of tanh is from the output.
  var keepsInput: Bool {
    switch self {
    case .none, .tanh: false
    case .gelu, .relu, .silu, .geluTanh, .quickGELU: true
    }
  }
}
