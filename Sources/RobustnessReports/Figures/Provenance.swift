import Robustness

/// How a record was made, in words, and the formulas behind its figures.
struct Provenance: Sendable {
  /// A formula's name, and the formula with its source.
  struct Formula: Hashable, Sendable {
    let name: String
    let text: String
  }

  /// What was set, as pairs of a term and its value.
  let facts: [Fact]

  typealias Fact = (term: String, text: String)

  init(_ record: RunRecord) {
    let settings = record.provenance.configuration
    var facts: [Fact] = [
      ("Seed", "\(settings.seed): everything random follows from it"),
      ("Hypotheses used of each list", "at most \(settings.listLimit)"),
      (
        "Kinds of perturbation",
        Wording.list(settings.perturbations.map { Wording.spelledOut($0.rawValue) })
      ),
      (
        "Perturbations of each list",
        Wording.list(
          settings.scopes.map { "\(settings.draws(of: $0)) of the \(Wording.scope($0))" })
          + " at each strength (\(Wording.list(settings.strengths.map(Wording.strength))))"
      ),
      (
        "Homophones considered",
        "the \(settings.candidateLimit) most frequent of a word, counted at least "
          + "\(settings.minimumFrequency) times in the lexicon's frequency table; "
          + (settings.replacesConsistently
            ? "a word becomes the same homophone in all hypotheses of a list"
            : "each hypothesis draws its own")
          + (settings.spellingVariants == .excluded
            ? "; other spellings of a word are counted apart" : "; other spellings are among them")
      ),
    ]
    facts += Self.soundFacts(settings)
    facts += [
      (
        "First-pass costs of perturbed hypotheses",
        "acoustic costs stay, since a homophone sounds the same; language costs are "
          + (settings.languageCosts == .kept
            ? "kept as the first pass gave them" : "moved by what an n-gram thinks of the change")
      ),
      (
        "Intervals",
        "\(record.confidence), from \(FigureFormat.count(settings.resamples)) resamples of "
          + "utterances (percentile bootstrap; the same resamples for all models)"
      ),
      (
        "Properties",
        "\(FigureFormat.count(settings.propertyCases)) cases each and model; "
          + "\(settings.counterexamples) of the failures of each shrunk"
      ),
      (
        "Corpora after the first",
        settings.otherCorpora == .whole
          ? "examined like the first"
          : "clean lists, the 1-best perturbed, and homophones told apart; no properties"
      ),
    ]
    self.facts = facts
  }

  /// What only some kinds of perturbation depend on.
  private static func soundFacts(_ settings: RunConfiguration) -> [Fact] {
    var facts: [Fact] = []
    let kinds = settings.perturbations
    if kinds.contains(.nearHomophones) || kinds.contains(.junctures) {
      let distance = settings.radius.map { "at most \($0) in phone distance from what was said" }
      facts.append(
        (
          "Near-homophones and junctures",
          distance ?? "near-homophones one phone from what was said, junctures not at all"
        ))
    }
    if kinds.contains(.scoreNoise) {
      switch settings.noise {
      case .normal(let deviation):
        facts.append(("Score noise", "normal, standard deviation \(deviation) of the total cost"))
      case .uniform(let width):
        facts.append(("Score noise", "uniform, at most \(width) of the total cost"))
      }
    }
    return facts
  }

  static let formulas = [
    Formula(
      name: "WER",
      text: "Substitutions, deletions and insertions of the least word alignment, summed over the "
        + "corpus, by the reference words, summed over the corpus."),
    Formula(
      name: "Oracle of n", text: "The WER of the best choice among the first n of each list."),
    Formula(
      name: "Interpolated cost",
      text: "s = a · acoustic + l · language + t · total + β · second pass, all negative "
        + "log-likelihoods; the lowest is selected, ties go to the better first-pass rank. "
        + "After RescoreBERT (arXiv 2202.01094) and LoRB (arXiv 2309.15223)."),
    Formula(
      name: "WERR",
      text: "(WER of the other − WER of the model) / WER of the other: positive is better."),
    Formula(
      name: "NPRR",
      text:
        "N-best Perturbation-based Rescoring Robustness: (WER perturbed − WER clean) / WER clean "
        + "of the selected hypotheses; lower is more robust. arXiv 2401.10447 measures the relative "
        + "degradation of a rescoring model under perturbed N-best lists; the exact formula is our "
        + "reading of it. Where the clean WER is 0 there is no ratio: the plain difference is given "
        + "and marked *."),
    Formula(
      name: "Intervals and p",
      text: "Utterance-clustered paired bootstrap (Bisani and Ney 2004), the two sides of a "
        + "comparison resampled together. p: the matched-pairs sentence-segment word error test "
        + "(Gillick and Cox 1989), two-sided, each utterance a segment."),
    Formula(
      name: "Homophone discrimination",
      text:
        "Of a reference and its copies with one word replaced by a homophone, the share in which "
        + "the reference has the strictly lower second-pass cost."),
  ]
}
