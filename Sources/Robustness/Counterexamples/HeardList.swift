public import PropertyTesting
public import Transcripts

/// A list that a recogniser made in production, taken for what a perturbation might have made.
///
/// The reference tells what was said. Wherever a hypothesis has a word of which the reference's word
/// could have become, by the perturbation, the word is put back: that is the clean list, and what was
/// heard is the perturbed one. So the list can be judged by the property, and shrunk like a drawn one.
public struct HeardList: Sendable {
  /// The clean list as restored, and the list as heard.
  public let item: RobustnessCase
  /// The choices by which the perturbation makes the whole list; nil if it only makes lists of which
  /// this one is a part (some words replaced, others not).
  public let choices: ChoiceSequence?

  /// Runs `perturbation` backwards over a list of `utterance`.
  ///
  /// - Parameter utterance: with normalised texts.
  /// - Returns: nil if no word of the list is one that the perturbation could have put there.
  public init?(_ utterance: Utterance, misheardBy perturbation: any Perturbation) {
    let reference = utterance.reference.spacedWords
    var edits = ListEdits(utterance.nBest)
    var replacements: [Replacement] = []
    for index in utterance.nBest.hypotheses.indices {
      let heard = utterance.nBest.words(of: index)
      var said = heard
      let places = Self.mishearings(reference, heard) { said, heard in
        perturbation.alternatives(for: said).contains { $0.isSameCodePoints(as: heard) }
      }
      for (row, column) in places {
        said[column] = reference[row]
        replacements.append(
          Replacement(
            hypothesis: index, position: column, original: reference[row],
            replacement: heard[column]))
      }
      edits.replace(index, said) { _, heard in heard.costs }
    }
    guard !replacements.isEmpty else { return nil }
    let clean = edits.result().list
    let perturbed = PerturbedList(utterance.nBest, replacements: replacements)
    item = RobustnessCase(clean: clean, perturbed: perturbed)
    choices = (perturbation as? any ReversiblePerturbation)?
      .choices(making: perturbed, from: clean)
  }

  /// Where the cheapest alignment puts a word in the place of one that it may be misheard for:
  /// indices of both.
  ///
  /// A mishearing costs a little, any other edit much more; so among alignments with as few other
  /// edits as can be, words that sound alike stand side by side.
  private static func mishearings(
    _ reference: [String], _ heard: [String], isMishearing: (String, String) -> Bool
  ) -> [(row: Int, column: Int)] {
    let (edit, mishearing) = (reference.count + heard.count + 1, 1)
    let width = heard.count + 1
    var prices = (0..<((reference.count + 1) * width)).map { index in
      (index % width + index / width) * edit
    }
    /// What standing side by side costs.
    var pairs = [Int](repeating: edit, count: prices.count)
    for row in reference.indices {
      for column in heard.indices {
        let here = (row + 1) * width + column + 1
        if reference[row] == heard[column] {
          pairs[here] = 0
        } else if isMishearing(reference[row], heard[column]) {
          pairs[here] = mishearing
        }
        prices[here] = min(
          prices[here - width - 1] + pairs[here], prices[here - width] + edit,
          prices[here - 1] + edit)
      }
    }
    var found: [(row: Int, column: Int)] = []
    var (row, column) = (reference.count, heard.count)
    while row > 0, column > 0 {
      let here = row * width + column
      if prices[here] == prices[here - width - 1] + pairs[here] {
        (row, column) = (row - 1, column - 1)
        if pairs[here] == mishearing { found.append((row, column)) }
      } else if prices[here] == prices[here - 1] + edit {
        column -= 1
      } else {
        row -= 1
      }
    }
    return found.reversed()
  }
}
