package import Perturbations
package import PropertyTesting
package import Robustness
package import Transcripts

/// A list that a recognizer made in production, taken for what a perturbation might have made.
///
/// The reference tells what was said. Wherever a hypothesis has words that the reference's could have
/// become, by the perturbation ("I scream" for "ice cream"), those are put back: that is the clean
/// list, and what was heard is the perturbed one. So the list can be judged by the property, and
/// shrunk like a drawn one.
package struct HeardList: Sendable {
  /// The clean list as restored, and the list as heard.
  package let item: RobustnessCase
  /// The choices by which the perturbation makes the whole list; nil if it only makes lists of which
  /// this one is a part (some words replaced, others not).
  package let choices: ChoiceSequence?

  /// Runs `perturbation` backwards over a list of `utterance`.
  ///
  /// - Parameter utterance: with words joined by single spaces.
  /// - Returns: nil if there are no words in the list that the perturbation could have put there.
  package init?(_ utterance: Utterance, misheardBy perturbation: any Perturbation) {
    let alignment = MishearingAlignment(
      said: utterance.reference.spacedWords, misheardBy: perturbation)
    var edits = ListEdits(utterance.nBest)
    var replacements: [Replacement] = []
    for index in utterance.nBest.hypotheses.indices {
      let heard = utterance.nBest.words(of: index)
      var said: [String] = []
      var place = 0
      for found in alignment.mishearings(in: heard) {
        said += heard[place..<found.heard.lowerBound]
        replacements.append(
          Replacement(
            hypothesis: index, position: said.count, original: found.said.joined(separator: " "),
            replacement: heard[found.heard].joined(separator: " ")))
        said += found.said
        place = found.heard.upperBound
      }
      edits.replace(index, said + heard[place...]) { _, heard in heard.costs }
    }
    guard !replacements.isEmpty else { return nil }
    let clean = edits.result().list
    let perturbed = PerturbedList(utterance.nBest, replacements: replacements)
    item = RobustnessCase(
      clean: clean, perturbed: perturbed, reference: utterance.reference)
    choices = perturbation.choices(making: perturbed, from: clean)
  }
}
