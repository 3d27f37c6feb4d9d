package import Perturbations

/// One utterance, model, condition and draw of which the model selects another text from the perturbed
/// list than the perturbed form of its clean choice.
package struct MovedChoice: Hashable, Sendable {
  package let utterance: String
  package let model: String
  package let condition: PerturbationCondition
  /// Counted from 1.
  package let draw: Int
  package let reference: String
  /// What is selected from the clean list.
  package let clean: String
  /// What is selected from the perturbed list.
  package let perturbed: String
  /// The clean choice in its perturbed form; nil where the perturbation removed it.
  package let staying: String?
  /// Word errors of `perturbed` less those of `staying`; nil without `staying`.
  package let addedErrors: Int?

  package init(
    utterance: String, model: String, condition: PerturbationCondition, draw: Int,
    reference: String, clean: String, perturbed: String, staying: String?, addedErrors: Int?
  ) {
    self.utterance = utterance
    self.model = model
    self.condition = condition
    self.draw = draw
    self.reference = reference
    self.clean = clean
    self.perturbed = perturbed
    self.staying = staying
    self.addedErrors = addedErrors
  }
}
