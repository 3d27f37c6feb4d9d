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

  /// What a kind makes of a scope and strength: those that change the list as a whole have neither,
  /// those that add a hypothesis no scope.
  public init(_ kind: PerturbationKind, scope: PerturbationScope, strength: Strength) {
    switch kind.reach {
    case .words: self.init(perturbation: kind.rawValue, scope: scope, strength: strength)
    case .copy: self.init(perturbation: kind.rawValue, scope: .nBest, strength: strength)
    case .list: self.init(perturbation: kind.rawValue, scope: .nBest, strength: nil)
    }
  }

  /// The condition in words: "homophones, oneBest, 2 words".
  var label: String {
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
