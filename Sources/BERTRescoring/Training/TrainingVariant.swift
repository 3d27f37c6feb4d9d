public import AdapterEngine

/// A choice of the parameters of a rescorer that train.
public enum TrainingVariant: Sendable, CustomStringConvertible {
  /// All parameters train.
  case full
  /// The scoring head alone.
  case head
  /// The scoring head and all biases of the encoder, those of layer norms included (BitFit, Ben Zaken
  /// et al. 2021, arXiv 2106.10199).
  case bitFit
  /// The scoring head and an adapter on the layers that the patterns pick ("query", "layer.0.*",
  /// "all-linear").
  case adapter(any Adapter, targets: [String])

  /// The scoring head and low-rank updates (arXiv 2106.09685).
  public static func lora(rank: Int, alpha: Float, targets: [String]) -> TrainingVariant {
    .adapter(LoRA(rank: rank, alpha: alpha), targets: targets)
  }

  public var description: String {
    switch self {
    case .full: "full"
    case .head: "head"
    case .bitFit: "BitFit"
    case .adapter(let adapter, let targets):
      "\(adapter), \(targets.joined(separator: " "))"
    }
  }

  /// Whether what trains is stored as an adapter over a base, rather than as a whole model.
  public var isStoredAsAdapter: Bool {
    switch self {
    case .full, .head: false
    case .bitFit, .adapter: true
    }
  }

  /// Thaws and freezes a store's parameters, and attaches the adapter.
  ///
  /// - Parameter trainsHead: whether the scoring head trains too.
  func prepare(
    _ store: inout ParameterStore, trainsHead: Bool, generator: inout CounterGenerator
  ) throws(RescorerTrainingError) {
    guard case .full = self else {
      store.setTrainable(false, where: { _ in true })
      store.setTrainable(trainsHead, where: { $0.hasPrefix("scorer.") })
      if case .bitFit = self {
        for id in store.ids where store.parameter(id).isEncoderBias {
          store.setTrainable(true, id)
        }
      }
      if case .adapter(let adapter, let targets) = self {
        let weights = store.weights(targeting: targets)
        guard !weights.isEmpty else { throw .noTargets(targets) }
        guard adapter.canAdapt(weights, in: store) else { throw .noTableAdapter("\(adapter)") }
        store.attach(adapter, to: weights, generator: &generator)
      }
      return
    }
    store.setTrainable(true, where: { _ in true })
    if !trainsHead { store.setTrainable(false, where: { $0.hasPrefix("scorer.") }) }
  }
}

/// How much of a model trains.
///
/// On the bundled base (5,289,984 parameters) LoRA of rank 1 on query and value with a frozen head
/// trains 4,096 or 0.077 %.
public struct TrainableShare: Hashable, Sendable {
  /// Trainable values of the encoder and its adapter.
  public let variant: Int
  /// Trainable values of the scoring head.
  public let head: Int
  /// Values of the encoder without an adapter: what was pre-trained.
  public let pretrained: Int

  /// Counts the parameters of a store that is prepared for training.
  public init(of store: ParameterStore) {
    var counts = (variant: 0, head: 0, pretrained: 0)
    for parameter in store.parameters {
      let count = parameter.value.count
      let isHead = parameter.name.hasPrefix("scorer.")
      if !isHead, !parameter.isPart { counts.pretrained += count }
      guard parameter.isTrainable else { continue }
      if isHead { counts.head += count } else { counts.variant += count }
    }
    (variant, head, pretrained) = counts
  }

  /// The ratio of ``variant`` to ``pretrained``.
  public var share: Double { Double(variant) / Double(max(1, pretrained)) }
}
