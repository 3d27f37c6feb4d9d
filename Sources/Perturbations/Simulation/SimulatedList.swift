/// An N-best list made from text alone: a sentence, and how it might have been misheard.
package struct SimulatedList: Hashable, Sendable {
  /// The words that were "said".
  package let reference: [String]
  /// The words that were "heard": different from each other, in no particular order.
  package let hypotheses: [[String]]

  package init(reference: [String], hypotheses: [[String]]) {
    self.reference = reference
    self.hypotheses = hypotheses
  }
}
