public import Perturbations
public import Transcripts

/// A clean list and what a perturbation made of it: what a property judges.
public struct RobustnessCase: Hashable, Sendable {
  public let clean: NBestList
  public let perturbed: PerturbedList
  /// What was said, whole, words joined by single spaces; nil where nobody knows, and then nobody can count errors.
  public let reference: String?

  /// The perturbed list stands where the clean one does, whatever made it.
  public init(clean: NBestList, perturbed: PerturbedList, reference: String? = nil) {
    self.clean = clean
    self.perturbed = perturbed.standing(in: clean.context)
    self.reference = reference
  }
}
