/// An N-best list made from text alone: a sentence, and how it might have been misheard.
public struct SimulatedList: Hashable, Sendable {
  /// The words that were "said".
  public let reference: [String]
  /// The words that were "heard": different from each other, in no particular order.
  public let hypotheses: [[String]]

  public init(reference: [String], hypotheses: [[String]]) {
    self.reference = reference
    self.hypotheses = hypotheses
  }
}
