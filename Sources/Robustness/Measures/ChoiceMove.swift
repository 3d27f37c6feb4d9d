package import Perturbations
import Transcripts

/// What became of a clean choice in one perturbed list: whether it moved, and what that was worth.
package enum ChoiceMove: Hashable, Sendable {
  /// The perturbation removed the clean choice, so that nobody could have stayed.
  case leftOut
  /// The text that is selected is the clean choice in its perturbed form.
  case stayed
  /// Another text is selected, with this many more errors than staying would have made.
  case moved(addedErrors: Int)

  /// Staying is the clean choice in its perturbed form. Where several hypotheses stand for it, it is
  /// the one that kept the clean text, otherwise the first of them.
  ///
  /// - Parameters:
  ///   - selected: index of the hypothesis selected from the perturbed list.
  ///   - cleanChoice: index of the hypothesis selected from the clean list.
  ///   - cleanText: its text there.
  ///   - edits: word errors of each perturbed hypothesis, counted one way or the other.
  package init(
    to selected: Int, from cleanChoice: Int, cleanText: String, in perturbed: PerturbedList,
    edits: [Int]
  ) {
    guard let staying = Self.staying(from: cleanChoice, cleanText: cleanText, in: perturbed) else {
      self = .leftOut
      return
    }
    self =
      perturbed.list[selected].text == perturbed.list[staying].text
      ? .stayed : .moved(addedErrors: edits[selected] - edits[staying])
  }

  /// Index of the clean choice in its perturbed form; nil where the perturbation removed it.
  package static func staying(
    from cleanChoice: Int, cleanText: String, in perturbed: PerturbedList
  ) -> Int? {
    let heirs = perturbed.correspondence.indices.filter {
      perturbed.correspondence[$0] == cleanChoice
    }
    return heirs.first { perturbed.list[$0].text == cleanText } ?? heirs.first
  }
}
