import Rescoring
import Robustness

extension ModelContrasts {
  /// The paired differences of WER on a corpus that requirements ask for and ``contrasts()`` has not, each
  /// once; nil if there are none.
  func contrasts(for requirements: [Requirement], on corpus: String) -> [Contrast]? {
    var found: [Contrast] = []
    for requirement in requirements where requirement.corpus == corpus {
      guard let name = requirement.against,
        let other = models.firstIndex(where: { $0.identity.name == name }), other != reference
      else { continue }
      let lists = ([measures.clean] + measures.perturbed).first {
        $0.condition == requirement.condition && $0.counting != .asChosen
      }
      let judged = models.indices.filter { models[$0].role != .firstPass && $0 != other }
      guard let lists else { continue }
      for contrast in family(judged.map { ($0, other) }, by: .wer, on: lists)
      where !found.contains(contrast) {
        found.append(contrast)
      }
    }
    return found.isEmpty ? nil : found
  }
}
