import ArgumentParser
import Perturbations

/// The perturbations that a report is about.
struct PerturbationKindOptions: ParsableArguments {
  @Option(
    name: .customLong("perturbation"),
    help: ArgumentHelp(
      "Perturbation to apply, repeatable. (default: homophones, uniform-homophones at the middle strength "
        + "and copy-above at the first)",
      valueName: "kind"))
  var perturbations: [PerturbationKind] = []

  @Option(
    help: ArgumentHelp(
      "Words or phrases to change in each hypothesis, one or several strengths: numbers such as 1,2,3 or "
        + "shares such as 10%,25%.",
      valueName: "strength,…"))
  var strength = StrengthList([.words(1), .words(2), .words(3)])

  func validate() throws {
    if Set(perturbations).count < perturbations.count {
      throw ValidationError("--perturbation: expected each kind once, found one twice")
    }
  }
}
