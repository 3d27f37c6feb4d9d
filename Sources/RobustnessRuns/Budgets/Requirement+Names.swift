import Perturbations
import Rescoring
import Robustness

extension RobustnessRun {
  /// The requirements that `texts` are for this run: with names that it knows, so known before its work
  /// begins.
  ///
  /// - Throws: ``RequirementError``.
  public func requirements(
    _ texts: [RequirementText]
  ) throws(RequirementError) -> [Requirement] {
    let names = RequirementNames(self)
    return try texts.map { text throws(RequirementError) in try Requirement(text, of: names) }
  }
}

extension RunRecord {
  /// The requirements that `texts` are for this record.
  ///
  /// - Throws: ``RequirementError``.
  public func requirements(
    _ texts: [RequirementText]
  ) throws(RequirementError) -> [Requirement] {
    let names = RequirementNames(self)
    return try texts.map { text throws(RequirementError) in try Requirement(text, of: names) }
  }
}

extension Requirement {
  /// Looks up the names in `written`.
  ///
  /// - Throws: ``RequirementError``.
  init(_ written: RequirementText, of names: RequirementNames) throws(RequirementError) {
    if let model = written.model, !names.models.contains(model) {
      throw .unknown(
        requirement: written.text, kind: "a model", name: model, known: names.models)
    }
    if let against = written.against {
      let known = [names.firstPass].compactMap(\.self) + names.models
      guard known.contains(against) else {
        throw .unknown(requirement: written.text, kind: "a model", name: against, known: known)
      }
    }
    let judged = names.models.filter { $0 != written.against && $0 == written.model ?? $0 }
    if judged.isEmpty { throw .noModels(requirement: written.text) }
    let (corpus, condition) = try names.place(written.place, in: written.text)
    if condition == nil, written.measure.needsCondition {
      throw .malformed(
        requirement: written.text,
        expected: "a perturbation, such as (homophones, 1-best, 2), after "
          + written.measure.rawValue,
        found: written.place.joined(separator: ", "))
    }
    if let condition, condition.scope == .selected, written.against != nil {
      throw .unpaired(
        requirement: written.text,
        found: RequirementNames.words(condition).joined(separator: ", "))
    }
    self.init(
      model: written.model, written.measure, on: corpus, under: condition,
      against: written.against, bound: written.bound)
  }
}

extension RequirementNames {
  /// The corpus and the condition that a requirement is about; nil for clean lists.
  ///
  /// - Parameters:
  ///   - place: what stands between the parentheses.
  ///   - text: the requirement as it is written.
  func place(
    _ place: [String], in text: String
  ) throws(RequirementError) -> (corpus: String, condition: PerturbationCondition?) {
    let named = place.first.flatMap { name in corpora.first { $0.name == name } }
    guard let corpus = named ?? corpora.first else { throw .noModels(requirement: text) }
    let words = Array(place.dropFirst(named == nil ? 0 : 1))
    guard let perturbation = words.first else { return (corpus.name, nil) }
    let fitting = corpus.conditions.filter { Self.fit(words, $0) }
    if fitting.count == 1 { return (corpus.name, fitting[0]) }
    func labels(_ conditions: [PerturbationCondition]) -> [String] {
      conditions.map { Self.words($0).joined(separator: ", ") }
    }
    let found = words.joined(separator: ", ")
    if !fitting.isEmpty {
      throw .ambiguous(requirement: text, found: found, known: labels(fitting))
    }
    let ofPerturbation = corpus.conditions.filter { $0.perturbation == perturbation }
    if !ofPerturbation.isEmpty {
      throw .unknown(
        requirement: text, kind: "a condition examined on \(corpus.name)", name: found,
        known: labels(ofPerturbation))
    }
    var perturbations: [String] = []
    for condition in corpus.conditions where !perturbations.contains(condition.perturbation) {
      perturbations.append(condition.perturbation)
    }
    throw .unknown(
      requirement: text,
      kind: named == nil ? "a corpus or perturbation" : "a perturbation examined on \(corpus.name)",
      name: perturbation, known: (named == nil ? corpora.map(\.name) : []) + perturbations)
  }
}
