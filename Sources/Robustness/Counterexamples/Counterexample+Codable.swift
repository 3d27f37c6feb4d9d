import ArtifactFiles
import Foundation
import PropertyTesting
import Rescoring

/// The fixture format, in its present version and those before it.
///
/// | version | what it added |
/// |---|---|
/// | 1 | lists, margin, choices |
/// | 2 | `kind`, `floor` and `contrast`; `perturbationChoices` may be missing |
/// | 3 | `flakiness`, which `failure` told before, and `explanation`; both may be missing |
///
/// Versions are migrated on reading, so nothing but this file knows of earlier ones; `mondegreen
/// replay --migrate` writes them anew.
extension Counterexample: Codable {
  private enum Key: String, CodingKey {
    case version, id, kind, floor, property, perturbation, model, interpolation, contrast, lexicon
    case origin, margin, failure, clean, perturbed, replacements, correspondence
    case flakiness, perturbationChoices, choices, explanation
  }

  /// How ``Kind`` is written; the floor is a key of its own.
  private enum KindName: String, Codable {
    case smallest
    case smallestAtStrength = "smallest-at-strength"
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
      perturbation: try values.decode(String.self, forKey: .perturbation),
      model: try values.decode(ModelIdentity.self, forKey: .model),
      interpolation: try values.decode(Interpolation.self, forKey: .interpolation),
      contrast: try values.decodeIfPresent(Contrast.self, forKey: .contrast),
      lexicon: try values.decodeIfPresent(Digest.self, forKey: .lexicon),
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
        CounterexampleExplanation.self, forKey: .explanation))
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
    switch try values.decode(KindName.self, forKey: .kind) {
    case .smallest: return .smallest
    case .smallestAtStrength:
      return .smallestAtStrength(floor: try values.decode(Double.self, forKey: .floor))
    }
  }

  /// Writes the present version.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(Counterexample.currentVersion, forKey: .version)
    try values.encode(id, forKey: .id)
    switch kind {
    case .smallest: try values.encode(KindName.smallest, forKey: .kind)
    case .smallestAtStrength(let floor):
      try values.encode(KindName.smallestAtStrength, forKey: .kind)
      try values.encode(floor, forKey: .floor)
    }
    try values.encode(property, forKey: .property)
    try values.encode(perturbation, forKey: .perturbation)
    try values.encode(model, forKey: .model)
    try values.encode(interpolation, forKey: .interpolation)
    try values.encodeIfPresent(contrast, forKey: .contrast)
    try values.encodeIfPresent(lexicon, forKey: .lexicon)
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
  }
}
