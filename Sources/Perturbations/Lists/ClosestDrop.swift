public import PropertyTesting
public import Transcripts

/// Drops the hypotheses closest to the reference, as if the recognizer had lost them from its beam.
///
/// All hypotheses with the fewest word errors are dropped, as long as at least one remains. Without
/// a reference, or if all are equally close, the list stays as it is.
public struct ClosestDrop: Perturbation {
  public init() {}

  public var id: String { "closest-drop" }
  public var summary: String { "the hypotheses closest to the reference dropped" }
  public var recipe: PerturbationRecipe { .shipped(PerturbationSettings().with(.closestDrop)) }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    PerturbedList(list)
  }

  public func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList {
    let words = WordDress.keys(of: reference).spacedWords
    let errors = list.texts.map { WordDistance.edits(words, WordDress.keys(of: $0).spacedWords) }
    let kept = errors.indices.filter { errors[$0] > errors.min()! }
    guard !kept.isEmpty else { return PerturbedList(list) }
    return PerturbedList(NBestList(kept.map { list[$0] }), correspondence: kept)
  }
}

extension Perturbation where Self == ClosestDrop {
  public static var closestDrop: Self { ClosestDrop() }
}
