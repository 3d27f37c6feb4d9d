/// The first pass's hypotheses for one utterance, best first.
///
/// Lists have uneven lengths, may hold duplicates (a property of many decoders, kept and flagged
/// rather than dropped), and are never empty.
public struct NBestList: Hashable, Sendable {
  /// The hypotheses in first-pass order; index 0 is the first pass's choice.
  public let hypotheses: [Hypothesis]
  /// Where the list stands in its corpus; nil where no model asked for that.
  public let context: ListContext?

  /// - Precondition: `hypotheses` is not empty; readers reject empty lists with a position.
  public init(_ hypotheses: [Hypothesis], context: ListContext? = nil) {
    precondition(!hypotheses.isEmpty, "an N-best list holds at least one hypothesis")
    self.hypotheses = hypotheses
    self.context = context
  }

  public var count: Int { hypotheses.count }
  public subscript(index: Int) -> Hypothesis { hypotheses[index] }

  /// The texts in first-pass order.
  public var texts: [String] { hypotheses.map(\.text) }

  /// The texts in first-pass order, each once: lists may have been padded with copies.
  public var distinctTexts: [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// The same hypotheses with other texts.
  package func mappingTexts(_ change: (String) -> String) -> NBestList {
    replacing(hypotheses.map { Hypothesis(text: change($0.text), costs: $0.costs) })
  }

  /// The first `limit` hypotheses.
  ///
  /// - Precondition: `limit` is at least 1.
  public func prefix(_ limit: Int) -> NBestList {
    replacing(Array(hypotheses.prefix(limit)))
  }
}
