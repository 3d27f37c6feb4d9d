public import PropertyTesting
public import Transcripts

/// Puts the hypotheses into another order, without changing texts and costs.
public struct NBestReordering: Perturbation {
  public init() {}

  public var id: String { "reordering" }
  public var summary: String { "the hypotheses in another order" }
  public var recipe: PerturbationRecipe { .shipped(PerturbationSettings().with(.reordering)) }

  /// Draws a permutation; the simplest choice is the original order.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var order = Array(0..<list.count)
    for place in 0..<(list.count - 1) {
      // Taking one out and putting it in front keeps the others' order: small choices, small change.
      let chosen = order.remove(at: place + source.index(below: list.count - place))
      order.insert(chosen, at: place)
    }
    return PerturbedList(NBestList(order.map { list[$0] }), correspondence: order)
  }
}

extension Perturbation where Self == NBestReordering {
  public static var reordering: Self { NBestReordering() }
}
