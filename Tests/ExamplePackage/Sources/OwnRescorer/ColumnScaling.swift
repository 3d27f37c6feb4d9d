import AdapterEngine

/// An adapter variant of one's own: each input of a linear layer is scaled, `W = W0 diag(1 + s)`, in
/// the manner of (IA)³ (arXiv 2205.05638). One number an input is learned.
public struct ColumnScaling: Adapter {
  /// Nothing to configure.
  public struct Configuration: Codable, Hashable, Sendable {
    public init() {}
  }

  public static let method = "COLUMN_SCALING"
  public let configuration: Configuration

  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  public var description: String { "column scaling" }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    for weight in weights {
      // s = 0: the model begins as the base does.
      store.addPart(
        "scaling", Tensor(rows: 1, columns: store[weight].columns), of: weight, decays: false)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let scale = store[store.part("scaling", of: weight)]
    var effective = store[weight]
    for row in 0..<effective.rows {
      for column in 0..<effective.columns { effective[row, column] *= 1 + scale[0, column] }
    }
    return effective
  }

  /// `∂L/∂s_k = Σ_t x[t, k] · (dy W0)[t, k]`.
  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let base = store[weight]
    var gradient = Tensor(rows: 1, columns: base.columns)
    for token in 0..<input.rows {
      for column in 0..<base.columns {
        var product: Float = 0
        for output in 0..<base.rows {
          product += outputGradient[token, output] * base[output, column]
        }
        gradient[0, column] += input[token, column] * product
      }
    }
    gradients.add(gradient, to: store.part("scaling", of: weight))
  }
}
