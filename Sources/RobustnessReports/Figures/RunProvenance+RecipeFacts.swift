import Algorithms
import Artifacts
import Lexicons
import Perturbations
import RobustnessRuns
import Transcripts

extension RunProvenance {
  /// What the recipes of a run say, as pairs of a term and its value. What is as usual and needs no word
  /// is left out; the record itself holds every setting.
  var recipeFacts: [Provenance.Fact] {
    let settings = recipes.compactMap(\.settings)
    let own: [String] = recipes.compactMap { recipe in
      if case .custom(let custom) = recipe { custom.description } else { nil }
    }
    var facts: [Provenance.Fact] = []
    if let any = settings.first {
      facts.append(("Homophones considered", any.consideredHomophones))
      facts.append(("Homophones drawn", any.drawnHomophones))
      facts += any.pronunciationFacts
      if any.targets != .all { facts.append(("Words that may change", "\(any.targets)")) }
    }
    facts += settings.soundFacts
    facts.append(("First-pass costs of perturbed hypotheses", Self.costs(settings.first)))
    if !own.isEmpty {
      facts.append(
        ("Perturbations from outside the package", Wording.list(Array(own.uniqued()))))
    }
    return facts
  }

  /// The data that the perturbations draw on, by name.
  var namedSources: [(name: String, digest: Digest)] {
    var sources: [(name: String, digest: Digest)] = []
    if let lexicon {
      let name = (["\(lexicon.name ?? "")"] + lexicon.oddities).joined(separator: ", ")
      sources.append(("lexicon \(name)", lexicon.digest))
    }
    if let frequencies { sources.append(("word frequencies", frequencies)) }
    if let confusions { sources.append(("confusions of \(confusions.corpus)", confusions.digest)) }
    if let languageModel { sources.append(("language model", languageModel)) }
    return sources
  }

  private static func costs(_ settings: PerturbationSettings?) -> String {
    guard let settings else { return "as each perturbation defines" }
    return "acoustic costs are kept, since a homophone sounds the same; language costs are "
      + (settings.languageCosts == .kept
        ? "kept as the first pass gave them"
        : "recomputed with the language model (one of its nats counts as "
          + "\(FigureFormat.cost(settings.languageUnit)) in the lists) and have a weight in the total of "
          + FigureFormat.cost(settings.languageWeight))
  }
}

extension PerturbationSettings {
  fileprivate var consideredHomophones: String {
    "the \(candidates) most frequent homophones of each word, with a count of at least \(minimumFrequency) in "
      + "the frequency table; "
      + (isConsistent
        ? "a word is replaced by the same homophone in all hypotheses of a list"
        : "homophones are drawn for each hypothesis separately")
      + (spellings == .excluded
        ? "; other spellings of the word don't count" : "; other spellings of the word count")
      + (minimumRatio > 0
        ? "; none with less than \(minimumRatio) times the frequency of the word it replaces" : "")
      + (unusualWords == .excluded
        ? "; no single letters, possessives, abbreviations or archaic words" : "")
  }

  fileprivate var drawnHomophones: String {
    switch plausibility {
    case .context:
      "by context: in proportion to the probability that the language model gives the text, raised to "
        + "the power \(exponent)"
    case .frequency:
      "in proportion to each word's frequency, raised to the power \(exponent)"
    case .uniform: "uniformly: every place and every homophone equally often"
    }
  }

  fileprivate var pronunciationFacts: [Provenance.Fact] {
    var facts: [Provenance.Fact] = []
    if stress == .kept || variants == .first {
      facts.append(
        (
          "Pronunciations",
          (stress == .kept ? "with stress" : "without stress")
            + (variants == .first ? ", the first of each word" : ", all of each word")
        ))
    }
    if let voice {
      facts.append(("Words that the lexicon lacks", "pronounced by the voice \(voice)"))
    }
    if let model = sources.pronunciations {
      facts.append(
        ("Words that the lexicon lacks", "pronounced by the pronunciation model \(model.short)")
      )
    }
    return facts
  }
}

extension [PerturbationSettings] {
  /// What only some kinds of perturbation depend on.
  fileprivate var soundFacts: [Provenance.Fact] {
    var facts: [Provenance.Fact] = []
    if let near = first(where: { $0.kind == .nearHomophones || $0.kind == .junctures }) {
      let distance = near.radius.map { "within phone distance \($0)" }
      facts.append(
        (
          "Near-homophones and junctures",
          (distance ?? "near-homophones within one phone; junctures with identical phones")
            + (near.junctureWords == 2
              ? "" : "; \(near.junctureWords) consecutive words re-segmented at a time")
            + (near.sources.confusions.map {
              "; weighted by how often phones are confused in \($0.corpus)"
            } ?? "")
        ))
    }
    if let noisy = first(where: { $0.kind == .scoreNoise }) {
      switch noisy.noise {
      case .normal(let deviation):
        facts.append(
          ("Score noise", "normal, with standard deviation \(deviation), added to the total cost"))
      case .uniform(let width):
        facts.append(
          ("Score noise", "uniform between −\(width) and \(width), added to the total cost"))
      }
    }
    return facts
  }
}
