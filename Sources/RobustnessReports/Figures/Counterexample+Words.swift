import Counterexamples
import Perturbations

extension Counterexample {
  /// What became of which words, each once, in the order of the lists.
  var distinctReplacements: [Replacement] {
    var distinct: [Replacement] = []
    for replacement in replacements
    where !distinct.contains(where: {
      $0.original == replacement.original && $0.replacement == replacement.replacement
    }) {
      distinct.append(replacement)
    }
    return distinct
  }

  /// The clean text that the perturbed hypothesis at `index` came from; nil where that isn't known.
  func cleanText(of index: Int) -> String? {
    guard correspondence.indices.contains(index), clean.indices.contains(correspondence[index])
    else { return nil }
    return clean[correspondence[index]].text
  }
}
