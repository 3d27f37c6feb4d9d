/// The perturbations that ship with the package, by the names that the command line uses.
///
/// Code that runs perturbations takes `any Perturbation`; only recipes and options know the kinds.
public enum PerturbationKind: String, Hashable, Sendable, Codable, CaseIterable {
  case homophones
  case nearHomophones = "near-homophones"
  /// Homophones drawn uniformly, regardless of their plausibility. Compared with ``homophones``,
  /// they show what the surrounding words change.
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
  /// The unchanged list, as a control.
  case unperturbed = "none"

  /// What a kind changes in a list, which decides whether scope and strength apply to it.
  public enum Reach: Hashable, Sendable {
    /// Words of hypotheses: scope and strength apply.
    case words
    /// A hypothesis with different words is added: only strength applies.
    case copy
    /// The list or its costs as a whole: neither applies.
    case list
  }

  /// Whether a lexicon says what it writes.
  package var isBySound: Bool {
    switch self {
    case .homophones, .nearHomophones, .uniformHomophones, .junctures, .copyAbove, .copyBelow:
      true
    case .spellingVariants, .confusions, .numberForms, .wordDrops, .wordInsertions,
      .wordRepetitions, .textForm, .apostrophes, .reordering, .truncation, .duplication,
      .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      false
    }
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
