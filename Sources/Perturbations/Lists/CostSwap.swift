public import PropertyTesting
public import Transcripts

/// Exchanges the first-pass costs of two hypotheses; texts and order stay.
public struct CostSwap: Perturbation {
  public init() {}

  public var id: String { "cost-swap" }
  public var summary: String { "the first-pass costs of two hypotheses exchanged" }
  public var recipe: PerturbationRecipe { .shipped(PerturbationSettings().with(.costSwap)) }

  /// Draws two different places; the simplest choice is the first two.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    guard list.count > 1 else { return PerturbedList(list) }
    let first = source.index(below: list.count)
    var second = source.index(below: list.count - 1)
    if second >= first { second += 1 }
    var hypotheses = list.hypotheses
    hypotheses[first] = Hypothesis(text: list[first].text, costs: list[second].costs)
    hypotheses[second] = Hypothesis(text: list[second].text, costs: list[first].costs)
    return PerturbedList(NBestList(hypotheses))
  }
}

extension Perturbation where Self == CostSwap {
  public static var costSwap: Self { CostSwap() }
}
