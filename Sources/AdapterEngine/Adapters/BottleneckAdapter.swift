/// The residual adapter (Houlsby et al. 2019, arXiv 1902.00751): after a layer's product h, a narrow
/// net with a skip connection, `h + U gelu(D h + a) + b`, D `[width, outputs]`, U `[outputs, width]`.
///
/// D is drawn with standard deviation 0.02, U and both biases begin at zero, so the model begins as
/// the base does. It belongs after each sub-layer's output (`attention.output.dense` and
/// `output.dense`), before dropout and the residual connection. It is no other weight, so it can't be
/// merged, and scoring pays for it.
public struct BottleneckAdapter: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// The width of the narrow layer.
    public let width: Int

    public init(width: Int) { self.width = width }

    enum CodingKeys: String, CodingKey { case width = "bottleneck_size" }

    public init(from decoder: any Decoder) throws {
      width = try decoder.container(keyedBy: CodingKeys.self).decodeRank(.width)
    }
  }

  public static let method = "BOTTLENECK"
  public let configuration: Configuration

  public init(_ configuration: Configuration) {
    precondition(configuration.width >= 1, "a bottleneck is at least 1 wide")
    self.configuration = configuration
  }

  public init(width: Int) { self.init(Configuration(width: width)) }

  public var description: String { "bottleneck of \(configuration.width)" }

  public var canMerge: Bool { false }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    let width = configuration.width
    for weight in weights {
      let outputs = store[weight].rows
      store.addPart(
        "adapter_down.weight",
        .normal(rows: width, columns: outputs, deviation: 0.02, generator: &generator), of: weight)
      store.addPart(
        "adapter_down.bias", Tensor(rows: 1, columns: width), of: weight, decays: false)
      store.addPart("adapter_up.weight", Tensor(rows: outputs, columns: width), of: weight)
      store.addPart(
        "adapter_up.bias", Tensor(rows: 1, columns: outputs), of: weight, decays: false)
    }
  }

  public func hasBranch(in mode: Tape.Mode) -> Bool { true }

  public func branch(
    of weight: ParameterID, input: Node, output: Node, on tape: inout Tape
  ) -> Node {
    let parts = [
      "adapter_down.weight", "adapter_down.bias", "adapter_up.weight", "adapter_up.bias",
    ]
    .map { tape.store.part($0, of: weight) }
    let narrow = tape.linear(output, weight: parts[0], bias: parts[1], activation: .gelu)
    return tape.linear(narrow, weight: parts[2], bias: parts[3])
  }
}

extension BottleneckAdapter: BundledAdapter {
  public static let variantName = "bottleneck"
  public static let remark: String? = "residual adapter"
  public static let defaultTargets = ["output.dense"]

  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    BottleneckAdapter(width: settings.width)
  }

  public static var trials: [AdapterConformance] {
    [AdapterConformance(BottleneckAdapter(width: 5), targets: ["output", "down", "up"])]
  }
}
