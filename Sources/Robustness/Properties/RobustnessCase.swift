public import Perturbations
public import Transcripts

/// A clean list and what a perturbation made of it: what a property judges.
public struct RobustnessCase: Hashable, Sendable {
  public let clean: NBestList
  public let perturbed: PerturbedList

  public init(clean: NBestList, perturbed: PerturbedList) {
    self.clean = clean
    self.perturbed = perturbed
  }
}
