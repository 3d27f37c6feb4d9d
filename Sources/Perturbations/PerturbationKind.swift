/// The command line's catalog of perturbations: those that ship with the package, by name.
///
/// Code that runs perturbations takes `any Perturbation`; only recipes and options know the kinds.
public enum PerturbationKind: String, Hashable, Sendable, Codable, CaseIterable {
  case homophones
  case nearHomophones = "near-homophones"
  /// Homophones drawn evenly, whatever the plausibility of the others: what the words around them change.
  case uniformHomophones = "uniform-homophones"
  case spellingVariants = "spelling-variants"
  case junctures
  case confusions
  case numberForms = "number-forms"
  case wordDrops = "word-drops"
  case wordInsertions = "word-insertions"
  case wordRepetitions = "word-repetitions"
  case textForm = "text-form"
  case apostrophes
  case reordering
  case truncation
  case duplication
  case closestDrop = "closest-drop"
  case copyAbove = "copy-above"
  case copyBelow = "copy-below"
  case scoreNoise = "score-noise"
  case costSwap = "cost-swap"
  /// The list as it is: a control.
  case unperturbed = "none"

  /// What of a list a kind changes, and so whether scope and strength mean anything to it.
  public enum Reach: Hashable, Sendable {
    /// Words of hypotheses: it has both.
    case words
    /// It adds a hypothesis whose words differ: it has a strength.
    case copy
    /// The list or its costs as a whole: it has neither.
    case list
  }

  public var reach: Reach {
    switch self {
    case .homophones, .uniformHomophones, .nearHomophones, .spellingVariants, .junctures,
      .confusions, .numberForms, .wordDrops, .wordInsertions, .wordRepetitions:
      .words
    case .copyAbove, .copyBelow: .copy
    case .textForm, .apostrophes, .reordering, .truncation, .duplication, .closestDrop,
      .scoreNoise, .costSwap, .unperturbed:
      .list
    }
  }
}
