public import PropertyTesting
public import Transcripts

/// Inserts a second copy of one hypothesis somewhere in the list, as decoders do.
public struct HypothesisDuplication: Perturbation {
  public init() {}

  public var id: String { "duplication" }
  public var summary: String { "one hypothesis duplicated" }
  public var recipe: PerturbationRecipe { .shipped(PerturbationSettings().with(.duplication)) }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var order = Array(0..<list.count)
    let copied = source.index(below: list.count)
    order.insert(copied, at: source.index(below: list.count + 1))
    return PerturbedList(NBestList(order.map { list[$0] }), correspondence: order)
  }
}

extension Perturbation where Self == HypothesisDuplication {
  public static var duplication: Self { HypothesisDuplication() }
}
