/// Prefix tuning (Li, Liang 2021, arXiv 2101.00190): in every layer, attention sees some trained keys
/// and values before each sequence's own.
///
/// Its targets are the key and the value weights. The prefixes `[length, width]` are drawn with
/// standard deviation 0.02, without the paper's re-parameterizing net (which is thrown away after
/// training), so unlike other adapters the model does not begin exactly as the base does. It can't be
/// merged. As in PEFT, a sequence's positions begin after the prefix, and there is one tensor on disk,
/// `prompt_embeddings` `[length, layers × 2 × width]`: layer by layer, keys then values.
public struct PrefixTuning: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// The number of rows before each sequence.
    public let length: Int

    public init(length: Int) { self.length = length }

    enum CodingKeys: String, CodingKey { case length = "num_virtual_tokens" }

    public init(from decoder: any Decoder) throws {
      length = try decoder.container(keyedBy: CodingKeys.self).decodeRank(.length)
    }
  }

  public static let method = "PREFIX_TUNING"
  public let configuration: Configuration
  private static let tensorName = "prompt_embeddings"

  public init(_ configuration: Configuration) {
    precondition(configuration.length >= 1, "a prefix has at least one row")
    self.configuration = configuration
  }

  public init(length: Int) { self.init(Configuration(length: length)) }

  public var description: String { "prefix of \(configuration.length)" }

  public var canMerge: Bool { false }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    for weight in weights {
      store.addPart(
        "prefix",
        .normal(
          rows: configuration.length, columns: store[weight].rows, deviation: 0.02,
          generator: &generator), of: weight)
    }
  }

  public func prefix(of weight: ParameterID, in store: ParameterStore) -> ParameterID? {
    store.isAdapted(weight) ? store.part("prefix", of: weight) : nil
  }

  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<Configuration> {
    let prefixes = store.adaptedWeights.map { store[store.part("prefix", of: $0)] }
    let all = prefixes.dropFirst().reduce(prefixes[0]) { $0.beside($1) }
    return SavedAdapter(configuration: configuration, tensors: [Self.tensorName: all])
  }

  public func load(
    _ file: SafetensorsFile, naming: ModuleNaming, into store: inout ParameterStore
  ) throws(SafetensorsError) {
    let parts = store.adaptedWeights.map { store.part("prefix", of: $0) }
    let width = parts.reduce(0) { $0 + store[$1].columns }
    let all = try file.tensor(Self.tensorName, rows: configuration.length, columns: width)
    var start = 0
    for part in parts {
      let end = start + store[part].columns
      store[part] = all.columns(start..<end)
      start = end
    }
  }
}

extension PrefixTuning: BundledAdapter {
  public static let variantName = "prefix"
  public static let defaultTargets = ["key", "value"]
  public static let takesOtherTargets = false

  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    PrefixTuning(length: settings.prefixLength)
  }

  public static var trials: [AdapterConformance] {
    [AdapterConformance(PrefixTuning(length: 3), targets: ["key", "value"])]
  }
}
