import AdapterEngine

/// Rescales each output of a layer's weight: `W' = diag(l) W0`, l `[outputs]`, after (IA)³ (Liu et al.
/// 2022, arXiv 2205.05638).
struct OutputScaling: Adapter {
  struct Configuration: Codable, Hashable, Sendable {
    /// Where l begins.
    var initial: Float = 1
  }

  static let method = "OUTPUT_SCALING"
  let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  var description: String { "output scaling from \(configuration.initial)" }

  func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    for weight in weights {
      let factors = Tensor(
        rows: 1, columns: store[weight].rows, repeating: configuration.initial)
      store.addPart("factors", factors, of: weight, decays: false)
    }
  }

  func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    let factors = store[store.part("factors", of: weight)]
    var effective = store[weight]
    for row in 0..<effective.rows {
      for column in 0..<effective.columns { effective[row, column] *= factors[0, row] }
    }
    return effective
  }

  func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let base = store[weight]
    var gradient = Tensor(rows: 1, columns: base.rows)
    for token in 0..<input.rows {
      let x = input.row(token)
      for output in 0..<base.rows {
        let product = zip(base.row(output), x).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        gradient[0, output] += outputGradient[token, output] * product
      }
    }
    gradients.add(gradient, to: store.part("factors", of: weight))
  }
}

extension OutputScaling: BundledAdapter {
  static let variantName = "output-scaling"
  static let remark: String? = "a factor for each output"
  static let defaultTargets = ["query", "value"]

  static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    OutputScaling(Configuration())
  }

  static var trials: [AdapterConformance] { [AdapterConformance(OutputScaling(Configuration()))] }

  static let reasonForNoGolden: String? = "PEFT's (IA)³ scales a layer's bias too"
}
