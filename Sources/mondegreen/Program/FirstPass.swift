import BundledLexicons
import Lexicons
import Perturbations
import Rescoring
import RobustnessRuns
import Transcripts

/// What is known of the first pass: its language model, and what the recipe takes from it.
struct FirstPass {
  let settings: PerturbationSettings
  let languageModel: (any LanguageModel)?

  /// How many of a corpus's first lists show the unit and the weight of its language costs.
  static let sample = 500

  /// The model in an ARPA file, or the bundled one.
  static func languageModel(_ path: String?) throws -> any LanguageModel {
    guard let path else { return try BundledLexicon.languageModel() }
    return try BackoffModel(arpa: path, name: path)
  }
}

extension PerturbationParts {
  /// The recipe with what follows from the first pass, and the language model that it needs.
  ///
  /// - Parameters:
  ///   - corpus: shows unit and weight of language costs.
  ///   - hasFrequencies: whether a frequency table was given.
  func firstPass(
    _ given: PerturbationSettings, of corpus: Corpus, _ lexicon: Lexicon, hasFrequencies: Bool
  ) throws -> FirstPass {
    var settings = given
    let isModelKnown = firstPassLM != nil || lexicon.isEnglish
    if plausibility == .context, !isModelKnown {
      throw CommandFailure(
        .badUsage,
        "--plausibility context: expected --first-pass-lm with a model of the lexicon's language; the "
          + "bundled one is English")
    }
    settings.plausibility =
      plausibility ?? (isModelKnown ? .context : hasFrequencies ? .frequency : .uniform)
    if plausibility == nil, !isModelKnown {
      Terminal.complain(
        "\(lexicon.name) is not a lexicon of English, so words are drawn with --plausibility "
          + "\(settings.plausibility.rawValue); give a language model with --first-pass-lm to draw them by "
          + "context")
    }
    guard isModelKnown, settings.plausibility == .context || languageCosts != .kept else {
      if languageCosts == .recomputed {
        throw CommandFailure(
          .badUsage, "--language-costs recomputed: expected --first-pass-lm, found none")
      }
      return FirstPass(settings: settings, languageModel: nil)
    }
    let model = try FirstPass.languageModel(firstPassLM)
    if languageCosts != .kept { try follow(corpus, model, in: &settings) }
    let isNeeded = settings.plausibility == .context || settings.languageCosts == .recomputed
    return FirstPass(settings: settings, languageModel: isNeeded ? model : nil)
  }

  /// Lets language costs follow the model in the unit of the lists, if that is known.
  private func follow(
    _ corpus: Corpus, _ model: any LanguageModel, in settings: inout PerturbationSettings
  ) throws {
    let lists = Array(corpus.utterances.prefix(FirstPass.sample))
    let sample = Corpus(name: corpus.name, digest: corpus.digest, utterances: lists)
    guard let weight = languageWeight ?? LanguageWeight.estimated(from: [sample]) else {
      if languageCosts == .recomputed {
        throw CommandFailure(
          .badUsage,
          "\(corpus.name): its lists do not show how language costs are weighted in totals: "
            + "declare it with --language-weight")
      }
      return
    }
    settings.languageCosts = .recomputed
    settings.languageWeight = weight
    let normalized = lists.map { $0.nBest.mappingTexts(TextNormalizer.standard.normalize) }
    settings.languageUnit = LanguageUnit.estimated(from: normalized, by: model) ?? 1
  }
}

extension PerturbationParts {
  /// A kit whose perturbations add as many expected errors as --error-rate says; the kit itself without it.
  ///
  /// - Parameters:
  ///   - kinds: what is going to be perturbed.
  ///   - corpus: what the scale of the odds is computed for, once.
  func graded(
    _ kit: PerturbationKit, _ kinds: [PerturbationKind], for corpus: Corpus, listLimit: Int
  ) throws -> PerturbationKit {
    guard let errorRate else { return kit }
    guard let kind = kinds.first,
      [.homophones, .nearHomophones, .uniformHomophones].contains(kind),
      Set(kinds).count == 1,
      let substitution = try kit.perturbation(kind, scope: .oneBest) as? HomophoneSubstitution
    else {
      throw CommandFailure(
        .badUsage, "--error-rate: expected homophones or near-homophones alone as --perturbation")
    }
    let prepared = PreparedCorpus(corpus, listLimit: listLimit)
    guard !prepared.utterances.isEmpty else {
      throw CommandFailure(
        .badUsage,
        "--error-rate: expected a corpus in a file, found a stream: it needs all lists at once")
    }
    let words = prepared.utterances.reduce(0) { $0 + $1.reference.split(separator: " ").count }
    guard
      let scale = substitution.errorScale(
        adding: errorRate, to: prepared.utterances.map { $0.nBest[0].text }, referenceWords: words)
    else {
      let most = prepared.utterances.reduce(0) {
        $0 + substitution.places(in: $1.nBest[0].text).count
      }
      throw CommandFailure(
        .badUsage,
        "--error-rate \(errorRate): the top hypotheses have only \(most) words that can be perturbed, for \(words) "
          + "reference words")
    }
    var settings = kit.settings
    settings.errorScale = scale
    return kit.with(settings)
  }
}
