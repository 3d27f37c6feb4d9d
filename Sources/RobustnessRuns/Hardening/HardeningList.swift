package import Counterexamples
package import Perturbations
package import Robustness
package import Transcripts

/// A list that went wrong, with the errors by which a rescorer learns to choose well from it.
package struct HardeningList: Hashable, Sendable {
  package let list: NBestList
  /// Errors ε of each hypothesis, as losses over N-best lists count them (MWER: arXiv 2309.15223).
  package let errors: [Int]
  /// Words that the errors were counted against.
  package let referenceWords: Int

  /// A perturbed list, its errors counted against what was said.
  ///
  /// - Parameters:
  ///   - perturbed: of the utterance's list.
  ///   - utterance: words joined by single spaces.
  ///   - counting: of the perturbed texts, or of the clean ones that they stand for.
  package init(_ perturbed: PerturbedList, of utterance: Utterance, counting: Counting) {
    let reference = TextNormalizer.standard.units(in: utterance.reference)
    let clean = utterance.nBest.texts
    let texts =
      switch counting {
      case .asHeard: perturbed.list.texts
      case .asChosen: perturbed.correspondence.map { clean[$0] }
      }
    list = perturbed.list
    errors = texts.map {
      WordDistance.edits(reference, TextNormalizer.standard.units(in: $0))
    }
    referenceWords = reference.count
  }

  /// What a counterexample teaches; nil for one with nothing to choose between.
  ///
  /// Of a list, that the clean choice should have stayed: an error is a word in which the clean text
  /// that a hypothesis stands for differs from it. Of two single texts, that the clean one is better;
  /// there the first pass says nothing, so its costs are zero.
  package init?(_ counterexample: Counterexample) {
    guard let choice = counterexample.clean.first(where: \.isSelected)?.text.spacedWords else {
      return nil
    }
    let clean = counterexample.clean.map(\.text), perturbed = counterexample.perturbed
    let isPair = clean.count == 1 && perturbed.count == 1
    let texts = isPair ? clean + perturbed.map(\.text) : perturbed.map(\.text)
    let judged = isPair ? texts : counterexample.correspondence.map { clean[$0] }
    let errors = judged.map { WordDistance.edits(choice, $0.spacedWords) }
    guard Set(errors).count > 1 else { return nil }
    let none = FirstPassCosts(acoustic: 0, language: 0, total: 0)
    list = NBestList(
      zip(texts, isPair ? [none, none] : perturbed.map(\.firstPass)).map {
        Hypothesis(text: $0, costs: $1)
      })
    self.errors = errors
    referenceWords = choice.count
  }
}
