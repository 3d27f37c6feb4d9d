/// What the bundled adapters are made from: the adapter options of `mondegreen train`, under the
/// options' names.
///
/// An adapter takes the settings it has a use for and ignores the others. A new setting is one
/// requirement here; the compiler then asks whatever has settings for it, in this package the command
/// line's options.
public protocol AdapterSettings {
  /// r; for ``AdaLoRA`` the mean rank in the end.
  var rank: Int { get }
  /// α: low-rank updates are scaled by α/r.
  var alpha: Float { get }

  // MARK: LoRA

  /// The rate of dropout on the low-rank path, from 0 up to 1.
  var adapterDropout: Float { get }
  /// rsLoRA: whether updates are scaled by α/√r instead.
  var rankStabilized: Bool { get }
  /// LoRA+: how many times as fast B learns as A.
  var rateRatio: Float { get }
  /// The ranks of modules that differ from the default, by ``NamePattern``.
  var ranks: [String: Int] { get }
  /// The rank that ``HighRankWarmUp`` begins with; nil for no warm-up.
  var warmUpRank: Int? { get }
  /// The number of optimizer steps at the warm-up rank.
  var warmUpRankSteps: Int { get }

  // MARK: AdaLoRA

  /// The rank to begin with; nil for half as much again as ``rank``.
  var initialRank: Int? { get }
  /// Optimizer steps before ranks fall; nil for a tenth of all.
  var allocateFrom: Int? { get }
  /// Optimizer steps after ranks have fallen; nil for three tenths of all.
  var allocateUntilLast: Int? { get }
  /// The number of optimizer steps between allocations.
  var allocateEvery: Int { get }
  /// The weight of the orthogonality penalty.
  var orthogonality: Float { get }

  // MARK: Adapters that are not low-rank

  /// The width of ``BottleneckAdapter``'s narrow layer.
  var width: Int { get }
  /// Rows that ``PrefixTuning`` puts before each sequence.
  var prefixLength: Int { get }
}

/// Settings that an adapter can't be made from.
public struct AdapterSettingsError: Error, Hashable, CustomStringConvertible {
  public let expected: String
  public let found: String

  /// - Parameters:
  ///   - expected: what the adapter needs.
  ///   - found: the settings at fault by their options' names, with their values.
  public init(expected: String, found: String) {
    self.expected = expected
    self.found = found
  }

  public var description: String { "expected \(expected), found \(found)" }
}
