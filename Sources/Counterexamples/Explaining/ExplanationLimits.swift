/// What the parts of a smallest list are varied with, and how far that goes.
package struct ExplanationLimits: Hashable, Sendable {
  /// Ordinary texts, words joined by single spaces: other hypotheses, and the words of others. None explains nothing.
  package let texts: [String]
  /// Different others that a part has to stand, if there are as many.
  package let tries: Int
  /// The largest number of lists to judge.
  package let maximumExecutions: Int

  /// - Parameters:
  ///   - texts: those of a corpus, as a rule.
  ///   - maximumExecutions: 0 explains nothing.
  package init(
    texts: [String], tries: Int = 12,
    maximumExecutions: Int = ExplanationLimits.standardExecutions
  ) {
    precondition(tries > 0 && maximumExecutions >= 0, "nothing is free without a try")
    self.texts = texts
    self.tries = tries
    self.maximumExecutions = maximumExecutions
  }

  /// Enough for all parts of nearly every smallest list.
  package static let standardExecutions = 200
}
