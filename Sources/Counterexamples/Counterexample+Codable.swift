import Artifacts
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// The fixture format, in its present version and those before it.
///
/// | version | what it added |
/// |---|---|
/// | 1 | lists, margin, choices |
/// | 2 | `kind`, `floor` and `contrast`; `perturbationChoices` may be missing |
/// | 3 | `flakiness`, which `failure` told before, and `explanation`; both may be missing |
/// | 4 | `recipe`, in place of the perturbation's id and the lexicon's digest; later `whole`, `company` and `context`, which may be missing |
///
/// What is "smallest-with-margin" in version 4 was called "smallest-at-strength" before.
///
/// Versions are migrated on reading, so nothing but this file knows of earlier ones; `mondegreen
/// replay --migrate` writes them anew.
extension Counterexample: Codable {
  private enum Key: String, CodingKey {
    case version, id, kind, floor, property, recipe, perturbation, model, interpolation, contrast
    case lexicon, origin, margin, failure, clean, perturbed, replacements, correspondence
    case flakiness, perturbationChoices, choices, explanation, whole, company, context
  }

  /// How ``Kind`` is written; the floor is a key of its own.
  private enum KindName: String, Codable {
    case smallest
    case smallestWithMargin = "smallest-with-margin"
  }

  /// Reads this version's fixtures and all earlier ones.
  ///
  /// - Throws: `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let version = try values.decode(Int.self, forKey: .version)
    guard (1...Counterexample.currentVersion).contains(version) else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: values,
        debugDescription: "expected 1 to \(Counterexample.currentVersion), found \(version)")
    }
    let (failure, told) = Self.parted(try values.decode(String.self, forKey: .failure), version)
    self.init(
      id: try values.decode(String.self, forKey: .id),
      kind: try Self.kind(in: values, version: version),
      property: try values.decode(String.self, forKey: .property),
      recipe: try Self.recipe(in: values, version: version),
      model: try values.decode(ModelIdentity.self, forKey: .model),
      interpolation: try values.decode(Interpolation.self, forKey: .interpolation),
      contrast: try values.decodeIfPresent(Contrast.self, forKey: .contrast),
      origin: try values.decode(CounterexampleOrigin.self, forKey: .origin),
      margin: try values.decodeIfPresent(Double.self, forKey: .margin),
      failure: failure,
      flakiness: try told ?? values.decodeIfPresent(Flakiness.self, forKey: .flakiness),
      clean: try values.decode([JudgedHypothesis].self, forKey: .clean),
      perturbed: try values.decode([JudgedHypothesis].self, forKey: .perturbed),
      replacements: try values.decode([Replacement].self, forKey: .replacements),
      correspondence: try values.decode([Int].self, forKey: .correspondence),
      perturbationChoices: try values.decodeIfPresent(
        ChoiceSequence.self, forKey: .perturbationChoices),
      choices: try values.decode(ChoiceSequence.self, forKey: .choices),
      explanation: try values.decodeIfPresent(
        CounterexampleExplanation.self, forKey: .explanation),
      whole: try values.decodeIfPresent(WholeLists.self, forKey: .whole),
      company: try values.decodeIfPresent(Company.self, forKey: .company),
      context: try values.decodeIfPresent(ListContext.self, forKey: .context))
  }

  /// What went wrong, and what versions 1 and 2 said behind it of a model that changed its mind.
  private static func parted(_ failure: String, _ version: Int) -> (String, Flakiness?) {
    let mark = "; flaky: asked again, the margin is "
    guard version <= 2, let told = failure.range(of: mark, options: .backwards) else {
      return (failure, nil)
    }
    let margin = Double(failure[told.upperBound...])
    return (
      String(failure[..<told.lowerBound]),
      Flakiness(margin: margin.flatMap { $0.isFinite ? $0 : nil })
    )
  }

  private static func kind(
    in values: KeyedDecodingContainer<Key>, version: Int
  ) throws -> Kind {
    // Version 1 shrank without a floor.
    guard version >= 2 else { return .smallest }
    // Versions 2 and 3 had another word for it.
    let name = try values.decode(String.self, forKey: .kind)
    let former = version < 4 && name == "smallest-at-strength"
    switch try former ? .smallestWithMargin : values.decode(KindName.self, forKey: .kind) {
    case .smallest: return .smallest
    case .smallestWithMargin:
      return .smallestWithMargin(floor: try values.decode(Double.self, forKey: .floor))
    }
  }

  /// The recipe, or what versions 1 to 3 say of it: the perturbation's id and the lexicon's digest. The
  /// rest was as commands had it by default.
  private static func recipe(
    in values: KeyedDecodingContainer<Key>, version: Int
  ) throws -> PerturbationRecipe {
    guard version < 4 else { return try values.decode(PerturbationRecipe.self, forKey: .recipe) }
    let id = try values.decode(String.self, forKey: .perturbation)
    guard let kind = PerturbationKind(rawValue: id) else {
      return .custom(CustomPerturbation(id: id))
    }
    let property = try values.decode(String.self, forKey: .property)
    let isPair = property == HomophoneDiscrimination.id
    var settings = PerturbationSettings.former.with(kind, scope: isPair ? .oneBest : .nBest)
    settings.spellings = .included
    settings.sources.lexicon = try values.decodeIfPresent(Digest.self, forKey: .lexicon)
      .map { LexiconSource(digest: $0) }
    return .shipped(settings)
  }

  /// Writes the current version.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(Counterexample.currentVersion, forKey: .version)
    try values.encode(id, forKey: .id)
    switch kind {
    case .smallest: try values.encode(KindName.smallest, forKey: .kind)
    case .smallestWithMargin(let floor):
      try values.encode(KindName.smallestWithMargin, forKey: .kind)
      try values.encode(floor, forKey: .floor)
    }
    try values.encode(property, forKey: .property)
    try values.encode(recipe, forKey: .recipe)
    try values.encode(model, forKey: .model)
    try values.encode(interpolation, forKey: .interpolation)
    try values.encodeIfPresent(contrast, forKey: .contrast)
    try values.encode(origin, forKey: .origin)
    try values.encodeIfPresent(margin, forKey: .margin)
    try values.encode(failure, forKey: .failure)
    try values.encodeIfPresent(flakiness, forKey: .flakiness)
    try values.encode(clean, forKey: .clean)
    try values.encode(perturbed, forKey: .perturbed)
    try values.encode(replacements, forKey: .replacements)
    try values.encode(correspondence, forKey: .correspondence)
    try values.encodeIfPresent(perturbationChoices, forKey: .perturbationChoices)
    try values.encode(choices, forKey: .choices)
    try values.encodeIfPresent(explanation, forKey: .explanation)
    try values.encodeIfPresent(whole, forKey: .whole)
    try values.encodeIfPresent(company, forKey: .company)
    try values.encodeIfPresent(context, forKey: .context)
  }
}
