/// One reading of an utterance by the first pass, with what the first pass thought it costs.
public struct Hypothesis: Hashable, Sendable {
  /// The words as the first pass wrote them, not yet normalized.
  public let text: String
  /// The first pass's costs.
  public let costs: FirstPassCosts

  public init(text: String, costs: FirstPassCosts) {
    self.text = text
    self.costs = costs
  }
}

/// The first pass's costs of a hypothesis: negative log-likelihoods in nats, lower is better.
///
/// Some recognizers report only the sum; then the parts are nil, and whoever weighs the parts
/// separately must say that it can't.
public struct FirstPassCosts: Hashable, Sendable, Codable {
  /// The acoustic model's part.
  public let acoustic: Double?
  /// The language model's part, not yet multiplied by any language weight.
  public let language: Double?
  /// What the first pass ranked by.
  public let total: Double

  public init(acoustic: Double? = nil, language: Double? = nil, total: Double) {
    self.acoustic = acoustic
    self.language = language
    self.total = total
  }
}
