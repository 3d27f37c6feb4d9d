public import AdapterEngine

/// A way to train a rescorer under the name that `mondegreen train --variant` has for it.
///
/// Every adapter among `BundledAdapters.all` is one. Those that are no adapter, and the training
/// recipes that stand on one, are declared here.
public struct NamedVariant: Sendable, CaseIterable, LosslessStringConvertible {
  /// What trains beside the scoring head.
  private enum Kind {
    case plain(TrainingVariant)
    case adapter(any BundledAdapter.Type)
  }

  public let name: String
  /// What the help says in parentheses after the name.
  public let remark: String?
  /// λ, the weight of ``CorrelationRegularization``, unless told otherwise.
  public let correlation: Double
  private let kind: Kind

  private init(_ name: String, _ variant: TrainingVariant, remark: String?) {
    self.name = name
    self.remark = remark
    correlation = 0
    kind = .plain(variant)
  }

  private init(
    _ name: String, _ adapter: any BundledAdapter.Type, correlation: Double = 0, remark: String?
  ) {
    self.name = name
    self.remark = remark
    self.correlation = correlation
    kind = .adapter(adapter)
  }

  /// The variant that trains everything.
  public static let full = NamedVariant("full", .full, remark: "everything")

  /// The variants without an adapter.
  private static let plain = [
    full,
    NamedVariant("head", .head, remark: "nothing"),
    NamedVariant("bitfit", .bitFit, remark: "biases"),
  ]

  /// Recipes: an adapter trained in a certain way.
  private static let recipes = [
    NamedVariant(
      "lorb", LoRA.self, correlation: RescorerTraining.Options.loRBCorrelation,
      remark: "lora with --correlation \(RescorerTraining.Options.loRBCorrelation)")
  ]

  /// All there are: first those without an adapter, then each adapter and its recipes.
  public static let allCases: [NamedVariant] =
    plain
    + BundledAdapters.all.flatMap { adapter in
      [NamedVariant(adapter.variantName, adapter, remark: adapter.remark)]
        + recipes.filter { $0.adapter == adapter }
    }

  /// The variant of this name; nil if there is none.
  public init?(_ name: String) {
    guard let variant = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = variant
  }

  public var description: String { name }

  /// The adapter's type, if there is one.
  public var adapter: (any BundledAdapter.Type)? {
    switch kind {
    case .plain: nil
    case .adapter(let adapter): adapter
    }
  }

  /// The variant to train.
  ///
  /// - Parameters:
  ///   - settings: for the adapter, if there is one.
  ///   - targets: layers that the adapter targets; its own default if empty, or if it has no others.
  ///   - steps: optimizer steps of the whole training.
  public func variant(
    from settings: any AdapterSettings, targets: [String] = [], steps: Int
  ) throws(AdapterSettingsError) -> TrainingVariant {
    switch kind {
    case .plain(let variant):
      return variant
    case .adapter(let adapter):
      let isDefault = targets.isEmpty || !adapter.takesOtherTargets
      return .adapter(
        try adapter.make(from: settings, steps: steps),
        targets: isDefault ? adapter.defaultTargets : targets)
    }
  }
}
