public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// The smallest N-best list that was found to break a property of a model, with everything needed to
/// judge it again. Its JSON form, one file each, is a *fixture*.
///
/// The lists are readable values, so that a fixture outlives edits of the generator; the choice
/// sequence says how the generator made them. Fixtures of earlier versions are read as if they were
/// of the present one; see ``Counterexample/init(from:)``.
public struct Counterexample: Hashable, Sendable {
  /// The version of the fixture format that the program writes.
  public static let currentVersion = 4

  /// What shrinking preserved.
  public enum Kind: Hashable, Sendable {
    /// Only the failure. This is the smallest list, and its margin may be close to zero.
    case smallest
    /// A margin at or below a floor, so that rounding or a retrained model doesn't flip it.
    case smallestWithMargin(floor: Double)
  }

  /// Names the file: property, model and the first digits of a digest of the lists.
  public let id: String
  public let kind: Kind
  /// Id of the property that fails.
  public let property: String
  /// The perturbation that made `perturbed` from `clean`: everything needed to make it again.
  public let recipe: PerturbationRecipe
  public let model: ModelIdentity
  public let interpolation: Interpolation
  /// The second pass under which the property holds on the same case; nil if none was asked for.
  public let contrast: Contrast?
  /// The corpus and utterance in which the failure was found.
  public let origin: CounterexampleOrigin
  /// Negative; nil when the model gave no usable cost, and then `failure` says why.
  public let margin: Double?
  /// What went wrong, as a sentence.
  public let failure: String
  /// What the model said of the same lists when it was asked again; nil if it said the same.
  public let flakiness: Flakiness?
  public let clean: [JudgedHypothesis]
  public let perturbed: [JudgedHypothesis]
  public let replacements: [Replacement]
  /// For each perturbed hypothesis, the clean one that it corresponds to.
  public let correspondence: [Int]
  /// The choices by which the perturbation made the list that failed first, whole; nil for a list
  /// that no perturbation made.
  public let perturbationChoices: ChoiceSequence?
  /// The choices by which that list was cut down to this one; see `CaseReduction`.
  public let choices: ChoiceSequence
  /// The parts that may be anything; nil if nobody asked.
  public let explanation: CounterexampleExplanation?
  /// The lists that failed first, before anything was left out; nil where shrinking left nothing out,
  /// and in older fixtures.
  public let whole: WholeLists?
  /// Where the list stands in its corpus, with the previous utterances that the model asked for; nil where it
  /// asked for none. It is never perturbed, and shrinking keeps it.
  public let context: ListContext?
  /// What must be judged in the same call of the model for the property to fail; nil where it fails alone.
  public let company: Company?

  /// A verdict that does not stay: nothing that shrinking found with it can be relied on.
  public struct Flakiness: Hashable, Sendable, Codable {
    /// The margin that the model gave when it was asked again; nil if no usable cost.
    public let margin: Double?

    package init(margin: Double?) {
      self.margin = margin
    }
  }

  package init(
    id: String, kind: Kind = .smallest, property: String, recipe: PerturbationRecipe,
    model: ModelIdentity, interpolation: Interpolation, contrast: Contrast? = nil,
    origin: CounterexampleOrigin, margin: Double?, failure: String,
    flakiness: Flakiness? = nil, clean: [JudgedHypothesis],
    perturbed: [JudgedHypothesis], replacements: [Replacement], correspondence: [Int],
    perturbationChoices: ChoiceSequence?, choices: ChoiceSequence,
    explanation: CounterexampleExplanation? = nil, whole: WholeLists? = nil,
    company: Company? = nil, context: ListContext? = nil
  ) {
    self.id = id
    self.kind = kind
    self.property = property
    self.recipe = recipe
    self.model = model
    self.interpolation = interpolation
    self.contrast = contrast
    self.origin = origin
    self.margin = margin
    self.failure = failure
    self.flakiness = flakiness
    self.clean = clean
    self.perturbed = perturbed
    self.replacements = replacements
    self.correspondence = correspondence
    self.perturbationChoices = perturbationChoices
    self.choices = choices
    self.explanation = explanation
    self.whole = whole
    self.company = company
    self.context = context
  }
}

/// A second pass that holds where another fails: what makes a difference between two models small.
public struct Contrast: Hashable, Sendable, Codable {
  public let model: ModelIdentity
  public let interpolation: Interpolation
  /// The property's margin under this second pass: zero or above.
  public let margin: Double

  package init(model: ModelIdentity, interpolation: Interpolation, margin: Double) {
    self.model = model
    self.interpolation = interpolation
    self.margin = margin
  }
}

/// The utterance that a counterexample was shrunk from.
public struct CounterexampleOrigin: Hashable, Sendable, Codable {
  /// The corpus's name.
  public let corpus: String
  /// The id of the utterance.
  public let utterance: String
  /// The whole reference.
  public let reference: String
  /// Name of the normalizer that errors were counted after; nil for the standard one.
  public let normalizer: String?

  package init(
    corpus: String, utterance: String, reference: String, normalizer: TextNormalizer = .standard
  ) {
    self.corpus = corpus
    self.utterance = utterance
    self.reference = reference
    self.normalizer = normalizer == .standard ? nil : normalizer.name
  }

  /// The normalizer that errors were counted after, as far as its name tells: not the spellings that a file made
  /// alike.
  var textNormalizer: TextNormalizer {
    normalizer.flatMap { TextNormalizer(named: $0) } ?? .standard
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    corpus = try values.decode(String.self, forKey: .corpus)
    utterance = try values.decode(String.self, forKey: .utterance)
    reference = try values.decode(String.self, forKey: .reference)
    normalizer = try values.decodeIfPresent(String.self, forKey: .normalizer)
    if let normalizer, TextNormalizer(named: normalizer) == nil {
      throw DecodingError.dataCorruptedError(
        forKey: .normalizer, in: values,
        debugDescription: "expected the name of a normalizer, found \"\(normalizer)\"")
    }
  }
}

/// A hypothesis with what both passes thought of it.
public struct JudgedHypothesis: Hashable, Sendable, Codable {
  public let text: String
  public let firstPass: FirstPassCosts
  /// The model's cost; nil when it gave none.
  public let secondPass: Double?
  /// What the selection went by; nil when the model gave no cost.
  public let interpolated: Double?
  /// Whether this hypothesis was selected.
  public let isSelected: Bool

  package init(
    text: String, firstPass: FirstPassCosts, secondPass: Double?, interpolated: Double?,
    isSelected: Bool
  ) {
    self.text = text
    self.firstPass = firstPass
    self.secondPass = secondPass
    self.interpolated = interpolated
    self.isSelected = isSelected
  }
}
