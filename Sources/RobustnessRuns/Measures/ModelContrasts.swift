import Perturbations
import Rescoring
import Robustness

/// Compares models with each other, paired, by the measures of a corpus.
struct ModelContrasts {
  let models: [ModelRecord]
  let resampling: Resampling
  let measures: CorpusMeasures
  /// Errors of each model's choices from the clean lists by unit, for the matched-pairs test.
  let cleanEdits: [[Int]]

  /// Every examined model against the baseline, or every rescorer against the first pass where there
  /// is no baseline: for each measure, condition and counting one family, corrected by Holm.
  func contrasts() -> [Contrast] {
    let examined = models.indices.filter { models[$0].role == .examined }
    return ([measures.clean] + measures.perturbed).flatMap { lists in
      Contrast.Measure.allCases.flatMap { measure -> [Contrast] in
        guard !lists.outcomes(of: measure).isEmpty else { return [] }
        return family(examined.map { ($0, reference) }, by: measure, on: lists)
      }
    }
  }

  /// What ``contrasts()`` compares with: the baseline, or the first pass where there is none.
  var reference: Int { models.firstIndex { $0.role == .baseline } ?? 0 }

  /// The leads by WER, including the first pass, and by skill kept, as heard. On the same lists
  /// skill orders models as WER does.
  func leads() -> [Lead] {
    ([measures.clean] + measures.perturbed.filter { $0.counting == .asHeard }).flatMap { lists in
      [
        lead(of: deciding, by: .wer, on: lists),
        lead(of: deciding.filter { $0 > 0 }, by: .skillKept, on: lists),
      ].compactMap(\.self)
    }
  }

  /// A model that takes no part in the choice leads nobody.
  private var deciding: [Int] { models.indices.filter { models[$0].decides } }

  private func lead(
    of models: [Int], by measure: Contrast.Measure, on lists: ListMeasures
  ) -> Lead? {
    let outcomes = lists.outcomes(of: measure)
    guard !outcomes.isEmpty else { return nil }
    // Lower is better for WER, higher for skill kept.
    let sign: Double = measure == .wer ? 1 : -1
    let known = models.compactMap { model in
      (try? outcomes[model].get()).map { (model: model, value: sign * $0.value) }
    }
    let sorted = known.sorted { ($0.value, $0.model) < ($1.value, $1.model) }.map(\.model)
    guard let leader = sorted.first, sorted.count > 1 else { return nil }
    let pairs = sorted.indices.flatMap { place in
      sorted[(place + 1)...].map { (sorted[place], $0) }
    }
    // Leader and others come first among all pairs, which Holm corrects for.
    let contrasts = family(pairs, by: measure, on: lists).prefix(sorted.count - 1)
    return Lead(
      measure: measure, condition: lists.condition, counting: lists.counting,
      leader: self.models[leader].identity.name, contrasts: Array(contrasts))
  }

  /// Contrasts of pairs of models by one measure on the same lists, corrected as one family.
  func family(
    _ pairs: [(model: Int, other: Int)], by measure: Contrast.Measure, on lists: ListMeasures
  ) -> [Contrast] {
    let outcomes = lists.outcomes(of: measure)
    let differences = pairs.map { pair -> ChoiceMeasures.Outcome in
      switch (outcomes[pair.model], outcomes[pair.other]) {
      case (.success(let own), .success(let other)): .success(own - other)
      case (.failure(let reason), _), (_, .failure(let reason)): .failure(reason)
      }
    }
    let probabilities = differences.map { (try? $0.get()).flatMap(resampling.twoSidedP) }
    let adjusted = Holm.adjusted(probabilities.compactMap(\.self))
    let level = Holm.openLevel(adjusted, level: 1 - resampling.confidence)
    var corrected = adjusted[...]
    return pairs.indices.map { place in
      let (pair, difference, p) = (pairs[place], differences[place], probabilities[place])
      return Contrast(
        measure: measure, condition: lists.condition, counting: lists.counting,
        model: models[pair.model].identity.name, against: models[pair.other].identity.name,
        difference: resampling.difference(of: difference), p: p,
        holmP: p == nil ? nil : corrected.removeFirst(),
        matchedPairsP: measure == .wer && lists.condition == nil
          ? MatchedPairs.p(cleanEdits[pair.model], cleanEdits[pair.other]) : nil,
        detectable: (try? difference.get()).flatMap {
          resampling.detectable($0, level: level)
        })
    }
  }
}
