package import PropertyTesting

/// A perturbation at one scope and strength.
public struct PerturbationCondition: Hashable, Sendable, Codable {
  /// The perturbation's id, such as "homophones".
  public let perturbation: String
  public let scope: PerturbationScope
  /// The strength; nil if the list is changed as a whole.
  public let strength: Strength?

  public init(perturbation: String, scope: PerturbationScope, strength: Strength?) {
    self.perturbation = perturbation
    self.scope = scope
    self.strength = strength
  }

  /// The condition in words, such as "homophones, oneBest, 2 words".
  package var label: String {
    ([perturbation, scope.rawValue] + (strength.map { [$0.description] } ?? []))
      .joined(separator: ", ")
  }

  /// The stream from which an utterance's perturbation is drawn.
  ///
  /// ``PerturbationScope/selected`` draws as ``PerturbationScope/oneBest`` does: if a model selects
  /// the first pass's top hypothesis, both scopes have the same list.
  ///
  /// - Parameters:
  ///   - draw: the number of the draw, from 0.
  ///   - corpus: the run's stream for the corpus, ``Seed/derived(_:)`` by its name.
  package func stream(of utterance: String, draw: Int, in corpus: Seed) -> Seed {
    let scope = scope == .selected ? .oneBest : scope
    return corpus.derived(
      utterance, perturbation, scope.rawValue, strength?.description ?? "", String(draw))
  }
}

extension PerturbationCondition {
  /// The conditions with the middle one of the strengths at which each perturbation was run in each
  /// scope, for places that show a single figure per perturbation.
  package static func middles(of conditions: [Self]) -> [Self] {
    var groups: [[Self]] = []
    for condition in conditions {
      let place = groups.firstIndex {
        $0[0].perturbation == condition.perturbation && $0[0].scope == condition.scope
      }
      if let place { groups[place].append(condition) } else { groups.append([condition]) }
    }
    return groups.map { $0[$0.count / 2] }
  }
}
