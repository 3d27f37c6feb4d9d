/// The perturbations that the package ships, by the names under which commands and reports know them.
public enum PerturbationKind: String, Hashable, Sendable, Codable, CaseIterable {
  case homophones
  case nearHomophones = "near-homophones"
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
}
