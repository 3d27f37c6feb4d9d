public import PropertyTesting
public import Transcripts

/// Leaves the list as it is, for properties that examine how a list is scored rather than what it
/// contains.
public struct Unperturbed: Perturbation {
  public init() {}

  public var id: String { "none" }
  public var summary: String { "the list as it is" }
  public var recipe: PerturbationRecipe { .shipped(PerturbationSettings().with(.unperturbed)) }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    PerturbedList(list)
  }
}

extension Perturbation where Self == Unperturbed {
  public static var none: Self { Unperturbed() }
}
