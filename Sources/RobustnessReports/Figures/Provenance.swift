import Perturbations
import RobustnessRuns
import Transcripts

/// How a record was made, in words, and the formulas behind its figures.
struct Provenance: Sendable {
  /// A formula's name, and the formula with its source.
  struct Formula: Hashable, Sendable {
    let name: String
    let text: String
  }

  /// What was set, as pairs of a term and its value.
  private(set) var facts: [Fact]

  typealias Fact = (term: String, text: String)

  init(_ record: RunRecord) {
    let configuration = record.provenance.configuration
    facts = [
      ("Seed for all random choices", "\(configuration.seed)"),
      ("Hypotheses used per list", "at most \(configuration.listLimit)"),
      (
        "Words are compared",
        "after normalization (\(configuration.normalizer ?? TextNormalizer.standard.name))"
      ),
      ("Kinds of perturbation", Wording.list(record.perturbations.map(Wording.spelledOut))),
      ("Random draws per list", Self.draws(record)),
    ]
    if let weights = Notices.weights(record) { facts.append(("Interpolation weights", weights)) }
    facts += record.provenance.recipeFacts
    facts += [
      (
        "Intervals",
        record.corpora.map { "\($0.name): \(ResamplingText($0, in: record).text). " }.joined()
          + "All models share the same resamples."
      ),
      (
        "Properties",
        "\(FigureFormat.count(configuration.propertyCases)) cases per property and model; at most "
          + "\(FigureFormat.count(configuration.counterexamples, of: "failure")) per property, model and corpus shrunk"
      ),
      (
        "Corpora after the first",
        configuration.otherCorpora == .whole
          ? "examined like the first"
          : "only clean lists, perturbations (of the 1-best where a kind has that scope) and homophone "
            + "discrimination; no properties"
      ),
    ]
  }

  /// How often each list is perturbed, and how strongly.
  private static func draws(_ record: RunRecord) -> String {
    var scopes: [PerturbationScope] = []
    var strengths: [Strength] = []
    for condition in record.mainCorpus?.coverage.map(\.condition) ?? [] {
      if !scopes.contains(condition.scope) { scopes.append(condition.scope) }
      if let strength = condition.strength, !strengths.contains(strength) {
        strengths.append(strength)
      }
    }
    let counts = Wording.list(
      scopes.map { scope in
        let draws = record.provenance.configuration.draws(of: scope)
        return "\(FigureFormat.count(draws, of: "draw")) (\(Wording.scope(scope)))"
      })
    guard !strengths.isEmpty else { return counts }
    return counts + " at each strength (\(Wording.list(strengths.map(Wording.strength))))"
  }

  /// What must stand beside every table of NPRR.
  static let comparabilityOfNPRR =
    "Don't use NPRR to compare models with different clean WERs: it is relative to a model's own clean "
    + "WER, so a perfect chooser has a higher NPRR than the worst one. Compare WER and skill instead."

  static let formulas = [
    Formula(
      name: "WER",
      text:
        "Edits (substitutions, deletions and insertions) of the minimum-cost word alignment, summed "
        + "over the corpus, divided by the number of reference words."),
    Formula(
      name: "Oracle of n", text: "The WER of the best choice among the first n of each list."),
    Formula(
      name: "Interpolated cost",
      text: "s = a · acoustic + l · language + t · total + β · second pass, all negative "
        + "log-likelihoods; the lowest is selected, ties go to the better first-pass rank. "
        + "After RescoreBERT (arXiv 2202.01094) and LoRB (arXiv 2309.15223)."),
    Formula(
      name: "WERR",
      text:
        "Relative WER reduction against another system: (its WER − WER of the model) / its WER. Positive is "
        + "better."),
    Formula(
      name: "NPRR",
      text:
        "N-best Perturbation-based Rescoring Robustness: (WER perturbed − WER clean) / WER clean "
        + "of the selected hypotheses. arXiv 2401.10447 measures the relative "
        + "degradation of a rescoring model under perturbed N-best lists; the exact formula is our "
        + "interpretation. If the clean WER is 0, even in a single resample, there is no ratio; the plain "
        + "difference is given instead and marked *. " + comparabilityOfNPRR),
    Formula(
      name: "Oracle, random pick, regret",
      text:
        "Oracle: the best choice from each list that the models saw. Random pick: the expected result of a "
        + "random choice among the distinct texts of the list. Regret: WER − WER of the oracle, in "
        + "points."),
    Formula(
      name: "Skill",
      text:
        "(WER of a random pick − WER) / (WER of a random pick − WER of the oracle), on the same "
        + "lists: 1 is perfect, 0 is chance. Skill kept: skill under perturbation / clean skill, "
        + "provided that the interval of the clean skill lies above 0."),
    Formula(
      name: "Own selection",
      text:
        "The hypothesis that the model itself selects from the clean list is perturbed, and the model "
        + "chooses again. Each model therefore has its own lists, oracle and random pick, so WERs of "
        + "different models can't be compared here."),
    Formula(
      name: "Headroom recovered",
      text:
        "(WER of the first pass − WER) / (WER of the first pass − WER of the oracle), on the same lists. "
        + "It can't be compared between conditions."),
    Formula(
      name: "Harm, rescue, net added errors",
      text:
        "A choice moved if its text is not the perturbed form of the clean choice. Harm and rescue: the "
        + "shares of the moved choices that made more and fewer errors than staying with the clean choice "
        + "would have made. Net added errors: (errors − errors of staying) / reference words. Lists from "
        + "which a perturbation removed the clean choice are left out."),
    Formula(
      name: "Intervals and p",
      text:
        "Whole utterances, or clusters of them, are resampled, with both systems of a comparison on the "
        + "same utterances (Bisani and Ney 2004). With k ≥ 20 of them, figures have BCa bootstrap "
        + "intervals (Efron 1987) with the tails of t(k − 1). Differences, and everything with 3 ≤ k < 20, "
        + "have the interval value ± t(k − 1) · standard error of the delete-one jackknife; with k < 3 there is "
        + "no interval. Skill kept has Fieller's interval of a ratio; rates of independent cases have "
        + "Clopper and Pearson's interval. If the figure stays the same whichever utterance or cluster "
        + "is left out, there is no interval. Contrasts have the jackknife's two-sided p, with Holm's "
        + "correction over the models of one measure and condition; in sentences that say which model is "
        + "ahead, over all pairs of models. Matched-pairs p: Gillick and Cox (1989), two-sided, with each "
        + "utterance or cluster as a segment."),
    Formula(
      name: "Detectable difference",
      text:
        "(t(1 − α/2) + t(0.8)) · standard error of the difference, with k − 1 degrees of freedom "
        + "and the α that Holm's correction leaves: the difference that would have been detected with "
        + "80% power."),
    Formula(
      name: "Groups of training seeds",
      text:
        "Means over seeds. With five seeds or more, the interval combines the spread between seeds "
        + "with that over utterances or clusters, by Student's t with Welch and Satterthwaite's degrees "
        + "of freedom."),
    Formula(
      name: "Homophone discrimination",
      text:
        "The share of pairs of a reference and a copy with one word replaced by a homophone in which "
        + "the reference has the strictly lower second-pass cost."),
  ]
}
