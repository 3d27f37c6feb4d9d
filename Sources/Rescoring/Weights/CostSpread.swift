public import Transcripts

/// How far first-pass costs lie apart within a list: the unit of interpolation weights.
///
/// Costs of one recognizer are in other units than those of the next (nats, decibels, counts of frames). A
/// weight means something only in proportion to how much the costs that it weighs differ from hypothesis to
/// hypothesis. The spread is the mean over the lists of the standard deviation within a list.
public struct CostSpread: Hashable, Sendable, Codable {
  /// The spread of acoustic costs; nil if some hypothesis has none.
  public let acoustic: Double?
  /// The spread of language costs; nil if some hypothesis has none.
  public let language: Double?
  /// The spread of total costs.
  public let total: Double

  public init(acoustic: Double?, language: Double?, total: Double) {
    self.acoustic = acoustic
    self.language = language
    self.total = total
  }

  /// The spread of the costs in these lists.
  public init(of lists: some Collection<NBestList>) {
    self.init(
      acoustic: Self.spread(lists, \.acoustic), language: Self.spread(lists, \.language),
      total: Self.spread(lists) { $0.total } ?? 0)
  }

  /// The spread of the costs in a corpus.
  public init(of corpus: Corpus) {
    self.init(of: corpus.utterances.lazy.map(\.nBest))
  }

  /// The mean standard deviation within a list of costs at hand, one array per list.
  static func spread(_ costs: some Sequence<[Double]>) -> Double {
    var (sum, lists) = (0.0, 0)
    for list in costs where list.count > 1 {
      let mean = list.reduce(0, +) / Double(list.count)
      let squares = list.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      sum += (squares / Double(list.count)).squareRoot()
      lists += 1
    }
    return sum / Double(max(1, lists))
  }

  private static func spread(
    _ lists: some Collection<NBestList>, _ cost: @escaping (FirstPassCosts) -> Double?
  ) -> Double? {
    guard lists.allSatisfy({ $0.hypotheses.allSatisfy { cost($0.costs) != nil } }) else {
      return nil
    }
    return spread(lists.lazy.map { $0.hypotheses.compactMap { cost($0.costs) } })
  }
}

/// The first-pass costs that distinguish hypotheses.
public struct CostKinds: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Acoustic and language costs, weighed one by one.
  public static let parts = CostKinds(rawValue: 1)
  /// Total costs.
  public static let total = CostKinds(rawValue: 2)

  /// The kinds of cost that differ within lists.
  public init(_ spread: CostSpread) {
    self = []
    if (spread.acoustic ?? 0) > 0, (spread.language ?? 0) > 0 { insert(.parts) }
    if spread.total > 0 { insert(.total) }
  }

  /// The kinds of cost that the weights need.
  public init(neededBy interpolation: Interpolation) {
    self = []
    if interpolation.acoustic != 0 || interpolation.language != 0 { insert(.parts) }
    if interpolation.total != 0 { insert(.total) }
  }
}

extension Interpolation {
  /// The weights that do to costs of another unit what these do to costs of the unit that they were tuned in.
  ///
  /// A weight changes inversely to the spread of its costs; the model's stays. Kinds of costs whose spread is
  /// unknown or 0 keep their weight.
  ///
  /// - Parameters:
  ///   - tuned: the spread of the lists that these weights were tuned on.
  ///   - used: the spread of the lists that they are to be used on, or of others of the same unit.
  public func rescaled(from tuned: CostSpread, to used: CostSpread) -> Interpolation {
    func factor(_ kind: KeyPath<CostSpread, Double?>) -> Double {
      guard let before = tuned[keyPath: kind], let now = used[keyPath: kind], before > 0, now > 0
      else { return 1 }
      return before / now
    }
    let totals = tuned.total > 0 && used.total > 0 ? tuned.total / used.total : 1
    return Interpolation(
      acoustic: acoustic * factor(\.acoustic), language: language * factor(\.language),
      total: total * totals, secondPass: secondPass)
  }
}
