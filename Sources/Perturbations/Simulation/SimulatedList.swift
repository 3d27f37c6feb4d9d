/// An N-best list made from text alone: a sentence and how it might have been misheard.
package struct SimulatedList: Hashable, Sendable {
  /// The words that are assumed to have been said.
  package let reference: [String]
  /// The words that are assumed to have been heard, all different, in no particular order.
  package let hypotheses: [[String]]

  package init(reference: [String], hypotheses: [[String]]) {
    self.reference = reference
    self.hypotheses = hypotheses
  }
}
