import Perturbations

extension PerturbationKind {
  /// What it does to lists, for somebody who reads a report and did not choose it.
  var meaning: String {
    switch self {
    case .homophones:
      "words that sound the same are written instead, plausible ones more often"
    case .nearHomophones:
      "words that sound almost the same are written instead, plausible ones more often"
    case .uniformHomophones:
      "words that sound the same are written instead, each place and each word equally likely"
    case .spellingVariants: "the same words are spelled in another way"
    case .junctures:
      "phrases are heard with other boundaries between words (“ice cream” as “I scream”)"
    case .confusions: "words become what a recognizer took them for in other lists"
    case .numberForms: "numbers in words become digits, or digits words"
    case .wordDrops: "words are left out"
    case .wordInsertions: "words are put in"
    case .wordRepetitions: "words are repeated"
    case .textForm: "the same words have other capitals, code points or punctuation"
    case .apostrophes: "the same words have other apostrophes, or none"
    case .reordering: "the hypotheses stand in another order"
    case .truncation: "the end of the list is missing"
    case .duplication: "one hypothesis stands there twice"
    case .closestDrop: "the hypotheses closest to the reference are missing"
    case .copyAbove: "a copy of one hypothesis, with homophones in it, competes from above it"
    case .copyBelow: "a copy of one hypothesis, with homophones in it, competes from below it"
    case .scoreNoise: "noise is added to first-pass costs"
    case .costSwap: "two hypotheses exchange their first-pass costs"
    case .unperturbed: "nothing changes"
    }
  }
}
