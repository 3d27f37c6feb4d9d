import Algorithms

/// An adapter that comes with the package, as one of `mondegreen train`'s variants.
///
/// A new one is one file, which holds the adapter and its conformance to this protocol, and one entry
/// in ``BundledAdapters/all``. An adapter of your own package needs neither: ``Adapter`` is enough.
public protocol BundledAdapter: Adapter {
  /// The variant's name: for `mondegreen train --variant`, and of the folder with its goldens.
  static var variantName: String { get }

  /// What the help says in parentheses after the name. Nothing unless implemented.
  static var remark: String? { get }

  /// The layers that it targets unless told otherwise, by ``NamePattern``.
  static var defaultTargets: [String] { get }

  /// Whether it can be told to target others. True unless implemented.
  static var takesOtherTargets: Bool { get }

  /// The adapter that these settings ask for.
  ///
  /// - Parameters:
  ///   - settings: each within the range of its option.
  ///   - steps: optimizer steps of the whole training.
  static func make(
    from settings: any AdapterSettings, steps: Int
  ) throws(AdapterSettingsError) -> any Adapter

  /// Small adapters of this type to be tried, at least one. Ten steps must be enough to train all
  /// their parameters.
  ///
  /// Where ``Adapter/reader`` is another type, the first one is the adapter whose training the golden
  /// records.
  static var trials: [AdapterConformance] { get }

  /// Why neither PEFT nor PyTorch has a reference that `Tests/Goldens/adapters.py` could record. Nil
  /// unless implemented: then the golden must be there.
  static var reasonForNoGolden: String? { get }
}

extension BundledAdapter {
  public static var remark: String? { nil }
  public static var takesOtherTargets: Bool { true }
  public static var reasonForNoGolden: String? { nil }
}

/// The adapters that come with the package.
public enum BundledAdapters {
  /// The one list, in the order of the command line's help: variant names, default targets, the types
  /// that folders are read as, conformance tests and golden tests derive from it.
  public static let all: [any BundledAdapter.Type] = [
    LoRA.self,
    PiSSA.self,
    DoRA.self,
    VeRA.self,
    AdaLoRA.self,
    BottleneckAdapter.self,
    PrefixTuning.self,
  ]

  /// PEFT's methods that are read and not trained here.
  private static let stored: [any Adapter.Type] = [IA3.self, LoHa.self, LoKr.self]

  /// The types that stored ones are read as, each once.
  public static var readers: [any Adapter.Type] {
    all.map { $0.reader }.uniqued { ObjectIdentifier($0) } + stored
  }
}
