import Perturbations
package import PropertyTesting
package import Robustness
package import Transcripts

/// A case made again from an utterance and the choices that a failure's replay line carries.
package struct ReplayedCase: Sendable {
  package let item: RobustnessCase
  /// The utterance's id.
  package let utterance: String
  /// The choices of the perturbation.
  package let perturbation: ChoiceSequence

  /// - Returns: nil if the choices don't fit the utterance's list.
  package init?(
    of property: any RobustnessProperty, utterance: Utterance, perturbation: ChoiceSequence,
    reduction: ChoiceSequence
  ) {
    let clean = property.subject(of: utterance)
    var source = ChoiceSource.replay(perturbation)
    let whole = RobustnessCase(
      clean: clean,
      perturbed: property.perturbation.perturb(
        clean, reference: utterance.reference, source: &source),
      reference: utterance.reference)
    guard source.status == .valid, source.recorded == perturbation else { return nil }
    let reduced = CaseReduction(whole, perturbation: property.perturbation).generator
    guard let item = reduced.value(replaying: reduction, exactly: true) else { return nil }
    self.item = item
    self.utterance = utterance.id
    self.perturbation = perturbation
  }
}
