import Perturbations
import Rescoring
import Robustness
import Transcripts

/// The first run and one later one.
struct RunPair {
  let first: ComparedRun
  let later: ComparedRun
  /// Places of each compared model in the two records.
  private let models: [(first: Int, later: Int)]
  /// The ids of perturbations that the two runs drew with other settings.
  private let changedPerturbations: [String]
  /// Sentences on what could not be compared.
  let notices: [String]

  init(first: ComparedRun, later: ComparedRun, models pairs: [ModelPair]) {
    self.first = first
    self.later = later
    let names = (
      first: first.record.models.map(\.identity.name),
      later: later.record.models.map(\.identity.name)
    )
    let partners = names.first.map { name in
      names.later.firstIndex(of: pairs.first { $0.first == name }?.later ?? name)
    }
    models = partners.enumerated().compactMap { place, partner in
      partner.map { (first: place, later: $0) }
    }
    var notices: [String] = []
    let lone = (
      first: names.first.indices.filter { partners[$0] == nil }.map { names.first[$0] },
      later: names.later.indices.filter { !partners.contains($0) }.map { names.later[$0] }
    )
    func note(_ things: [String], _ what: String, in run: ComparedRun) {
      if !things.isEmpty {
        notices.append("\(what) only in \(run.name): \(things.joined(separator: ", "))")
      }
    }
    note(lone.first, "models", in: first)
    note(lone.later, "models", in: later)
    let corpora = (
      first: first.record.corpora.map(\.name), later: later.record.corpora.map(\.name)
    )
    note(corpora.first.filter { !corpora.later.contains($0) }, "corpora", in: first)
    note(corpora.later.filter { !corpora.first.contains($0) }, "corpora", in: later)
    for corpus in first.record.corpora {
      guard let other = later.record.corpora.first(where: { $0.name == corpus.name }),
        other.digest != corpus.digest
      else { continue }
      notices.append(
        "\(corpus.name) has other contents in \(later.name) (\(other.digest.short)) than in \(first.name) "
          + "(\(corpus.digest.short))")
    }
    let recipes = Self.otherSettings(first.record.provenance, later.record.provenance)
    for (id, names) in recipes {
      notices.append(
        "\(id) was drawn with other settings in \(later.name) (\(names.joined(separator: ", "))), so figures "
          + "under it are not compared")
    }
    changedPerturbations = recipes.map(\.id)
    self.notices = notices
  }

  /// The perturbations that the runs drew with other settings, and which settings these are.
  private static func otherSettings(
    _ first: RunProvenance, _ later: RunProvenance
  ) -> [(id: String, names: [String])] {
    var found: [(id: String, names: [String])] = []
    for recipe in first.perturbations where !found.contains(where: { $0.id == recipe.id }) {
      let names = later.perturbations.filter { $0.isSameCondition(as: recipe) }
        .flatMap { RecipeDifference.names(recipe, $0) }
      if !names.isEmpty { found.append((recipe.id, names)) }
    }
    return found
  }

  /// Every figure that both runs have, corpus by corpus and model by model.
  ///
  /// - Parameter isShown: whether a measure on a corpus is compared.
  func changes(_ isShown: (ComparedMeasure, _ corpus: String) -> Bool) -> [FigureChange] {
    first.record.corpora.flatMap { corpus -> [FigureChange] in
      guard let other = later.record.corpora.first(where: { $0.name == corpus.name }) else {
        return []
      }
      let lists = ListPairing(of: corpus.name, first, later)
      return models.flatMap { pair -> [FigureChange] in
        guard let before = corpus.result(of: first.record.models[pair.first].identity.name),
          let after = other.result(of: later.record.models[pair.later].identity.name)
        else { return [] }
        return changes(from: before, to: after, on: corpus.name, lists) {
          isShown($0, corpus.name)
        }
      }
    }
  }

  private func changes(
    from before: ModelResult, to after: ModelResult, on corpus: String, _ lists: ListPairing,
    _ isShown: (ComparedMeasure) -> Bool
  ) -> [FigureChange] {
    func change(
      _ measure: ComparedMeasure, _ figures: (Figure?, Figure?), property: String? = nil,
      under condition: PerturbationCondition? = nil,
      _ outcome: @autoclosure () -> ListPairing.Outcome
    ) -> FigureChange? {
      guard isShown(measure), let old = figures.0, let new = figures.1 else { return nil }
      let difference = difference(old, new, outcome())
      return FigureChange(
        run: later.name, corpus: corpus, model: after.model, against: before.model,
        measure: measure, property: property, condition: condition, before: old, after: new,
        difference: difference.estimate, p: difference.p, pairing: difference.pairing,
        reason: difference.reason)
    }
    func choices(
      _ measure: ComparedMeasure, _ condition: PerturbationCondition? = nil,
      _ figures: (Figure?, Figure?)
    ) -> FigureChange? {
      change(
        measure, figures, under: condition,
        condition.map { changedPerturbations.contains($0.perturbation) } ?? false
          ? .incomparable("drawn with other settings")
          : lists.difference(
            by: measure, from: before.model, to: after.model, under: condition))
    }
    var changes = [
      choices(.wer, nil, (.estimate(before.clean.wer), .estimate(after.clean.wer))),
      choices(.skill, nil, (before.clean.skill, after.clean.skill)),
    ]
    for old in before.perturbed where old.counting == .asHeard {
      let new = after.perturbed.first {
        $0.condition == old.condition && $0.counting == old.counting
      }
      guard let new else { continue }
      changes += [
        choices(.wer, old.condition, (.estimate(old.wer), .estimate(new.wer))),
        choices(.skill, old.condition, (old.skill, new.skill)),
        choices(.skillKept, old.condition, (old.skillKept, new.skillKept)),
      ]
    }
    changes.append(
      change(
        .discrimination,
        (
          before.discrimination.map { .estimate($0.rate) },
          after.discrimination.map { .estimate($0.rate) }
        ), lists.discrimination(from: before.model, to: after.model)))
    for old in before.properties {
      let new = after.properties.first { $0.property == old.property }
      changes.append(
        change(
          .failures, (old.rate(confidence), new?.rate(confidence)), property: old.property,
          .unpaired("the record doesn't say which cases failed")))
    }
    return changes.compactMap(\.self)
  }

  private var confidence: Double { first.record.provenance.configuration.confidence }

  private func difference(
    _ old: Figure, _ new: Figure, _ outcome: ListPairing.Outcome
  ) -> (estimate: Estimate?, p: Double?, pairing: FigureChange.Pairing, reason: String?) {
    switch outcome {
    case .identical: return (nil, nil, .identical, nil)
    case .paired(let figure, let p): return (figure.estimate, p, .paired, nil)
    case .incomparable(let reason): return (nil, nil, .unpaired, reason)
    case .unpaired(let reason):
      guard let old = old.estimate, let new = new.estimate else {
        return (nil, nil, .unpaired, reason)
      }
      let difference = IndependentDifference(from: old, to: new, confidence: confidence)
      return (difference.estimate, difference.p, .unpaired, reason)
    }
  }
}

extension PerturbationRecipe {
  /// Whether both are of one perturbation, at one scope and strength.
  fileprivate func isSameCondition(as other: PerturbationRecipe) -> Bool {
    id == other.id && settings?.scope == other.settings?.scope
      && settings?.strength == other.settings?.strength
  }
}

extension CorpusRecord {
  fileprivate func result(of model: String) -> ModelResult? { models.first { $0.model == model } }
}

extension PropertyResult {
  /// The share of failing cases; nil where there are no cases.
  fileprivate func rate(_ confidence: Double) -> Figure? {
    guard cases > 0 else { return nil }
    return .estimate(
      failureRate ?? ExactRate.estimate(failures, of: cases, confidence: confidence))
  }
}
