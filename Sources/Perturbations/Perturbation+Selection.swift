package import PropertyTesting
package import Transcripts

extension Perturbation {
  /// A perturbed list in which only the hypothesis at `selected` has changed, as if it were the
  /// only one. This is what ``PerturbationScope/selected`` means once a model has selected. Ranks
  /// and all other costs stay.
  package func perturb(
    _ list: NBestList, selected: Int, reference: String, source: inout ChoiceSource
  ) -> PerturbedList {
    let made = perturb(NBestList([list[selected]]), reference: reference, source: &source)
    var hypotheses = list.hypotheses
    hypotheses[selected] = made.list[0]
    return PerturbedList(
      NBestList(hypotheses),
      replacements: made.replacements.map {
        Replacement(
          hypothesis: selected, position: $0.position, original: $0.original,
          replacement: $0.replacement)
      })
  }
}
