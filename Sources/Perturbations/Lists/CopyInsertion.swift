public import PropertyTesting
public import Transcripts

/// Inserts a perturbed copy of one hypothesis directly above or below it: a competitor that the
/// beam might have kept.
public struct CopyInsertion: Perturbation {
  /// Where the copy stands.
  public enum Placement: String, Hashable, Sendable, Codable, CaseIterable {
    case above
    case below
  }

  public let base: any Perturbation
  public let placement: Placement

  /// Makes the perturbation.
  ///
  /// - Parameters:
  ///   - base: the perturbation that makes the copy; it must change words, not the list.
  ///   - placement: whether the copy stands above or below its original.
  public init(of base: any Perturbation, placement: Placement) {
    self.base = base
    self.placement = placement
  }

  public var id: String { "copy-\(placement.rawValue)" }
  public var summary: String {
    "a copy of one hypothesis \(placement.rawValue) it, changed by \(base.id)"
  }
  /// The recipe of the base, under the name of the copy.
  public var recipe: PerturbationRecipe {
    switch base.recipe {
    case .shipped(let settings)
    where settings.kind == .homophones && settings.scope == .oneBest:
      .shipped(
        settings.with(placement == .above ? .copyAbove : .copyBelow, strength: settings.strength))
    case .shipped(let settings):
      .custom(
        CustomPerturbation(
          id: id,
          parameters: [
            "base": settings.kind.rawValue, "scope": settings.scope.rawValue,
            "strength": settings.strength?.description ?? "",
            "consistent": "\(settings.isConsistent)",
          ]))
    case .custom(let custom):
      .custom(
        CustomPerturbation(
          id: id, version: custom.version,
          parameters: custom.parameters.merging(["base": custom.id]) { $1 }))
    }
  }

  public var condition: PerturbationCondition {
    PerturbationCondition(
      perturbation: id, scope: .nBest, strength: base.condition.strength)
  }

  public var longestPhrase: Int { base.longestPhrase }

  public func alternatives(for phrase: String) -> [String] { base.alternatives(for: phrase) }

  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    base.costs(of: text, replacing: clean)
  }

  /// Draws a hypothesis from those that the base can change.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    let chosen = source.index(below: list.count)
    let made = base.perturb(NBestList([list[chosen]]), source: &source)
    let copy = made.list[0]
    guard !copy.text.isSameCodePoints(as: list[chosen].text) else { return PerturbedList(list) }
    var order = Array(list.hypotheses.indices)
    var hypotheses = list.hypotheses
    let place = placement == .above ? chosen : chosen + 1
    order.insert(chosen, at: place)
    hypotheses.insert(copy, at: place)
    return PerturbedList(
      NBestList(hypotheses), correspondence: order,
      replacements: made.replacements.map {
        Replacement(
          hypothesis: chosen, position: $0.position, original: $0.original,
          replacement: $0.replacement)
      })
  }
}
