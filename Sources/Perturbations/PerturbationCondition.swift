package import PropertyTesting

/// A perturbation at one scope and strength.
public struct PerturbationCondition: Hashable, Sendable, Codable {
  /// The perturbation's id: "homophones".
  public let perturbation: String
  public let scope: PerturbationScope
  /// Nil where the list is changed as a whole.
  public let strength: Strength?

  public init(perturbation: String, scope: PerturbationScope, strength: Strength?) {
    self.perturbation = perturbation
    self.scope = scope
    self.strength = strength
  }

  /// The condition in words: "homophones, oneBest, 2 words".
  package var label: String {
    ([perturbation, scope.rawValue] + (strength.map { [$0.description] } ?? []))
      .joined(separator: ", ")
  }

  /// The stream from which an utterance's perturbation is drawn.
  ///
  /// - Parameters:
  ///   - draw: which of the condition's draws, from 0.
  ///   - corpus: the run's stream for the corpus, ``Seed/derived(_:)`` by its name.
  package func stream(of utterance: String, draw: Int, in corpus: Seed) -> Seed {
    corpus.derived(
      utterance, perturbation, scope.rawValue, strength?.description ?? "", String(draw))
  }
}
