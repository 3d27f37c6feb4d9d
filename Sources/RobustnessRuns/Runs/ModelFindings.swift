import Artifacts
import Perturbations
import Rescoring
import Robustness
import Transcripts

/// What one model chose on one corpus, before it becomes figures.
struct ModelFindings {
  /// What it chose from lists in which its own selections are perturbed.
  struct OnOwnLists {
    let examination: CorpusExamination
    /// For each variant of `examination`, the index that was selected from each list.
    let selections: [Choices]
  }

  /// For each variant, the index that was selected from each list.
  let selections: [Choices]
  /// Nil where nothing perturbs what a model selects.
  let own: OnOwnLists?
  let discrimination: [DiscriminationPairs.Verdict]?
  let properties: [PropertyFinding]
  let cutTexts: CutTexts?
}

extension CorpusExamination {
  /// Turns every model's findings into figures; `findings` begin with the first pass's.
  ///
  /// - Parameter ownErrors: of each model on its own lists, if it has any.
  func results(
    _ findings: [ModelFindings], errors: ListErrors, ownErrors: [ListErrors?],
    models: [ModelRecord], requirements: [Requirement], threads: Int
  ) -> CorpusResults {
    let figures = ErrorFigures(resampling: resampling, words: referenceWordsByUnit)
    let (clean, perturbed) = tallies(findings.map(\.selections), errors: errors, threads: threads)
    let edits = clean[.asHeard].models.map(\.edits)
    let measures = CorpusMeasures(self, figures: figures, clean: clean, perturbed: perturbed)
    let own = ConcurrentMap.map(Array(models.indices), threads: threads) { model in
      ownErrors[model].flatMap { errors in
        findings[model].own?.results(
          errors: errors, figures: figures, isFirstPass: models[model].role == .firstPass)
      }
    }
    let baseline = models.firstIndex { $0.role == .baseline }
    let results = models.indices.map { model in
      let finding = findings[model]
      let role = models[model].role
      let cleanSums = resampling.sums(ofTotals: edits[model])
      let cleanResult = CleanResult(
        errors: clean[.asHeard].models[model].total, wer: figures.wer(cleanSums),
        regret: resampling.figure(
          of: measures.clean.models[model].regret, within: 0 ... .infinity),
        skill: resampling.figure(
          of: measures.clean.models[model].skill, within: -.infinity...1),
        headroomRecovered: role == .firstPass
          ? nil
          : resampling.figure(
            of: measures.clean.headroomRecovered[model], within: -.infinity...1),
        changedSelections: finding.selections[0].count { $0 != 0 },
        againstFirstPass: role == .firstPass
          ? nil : figures.comparison(own: edits[model], other: edits[0]),
        againstBaseline: role != .examined
          ? nil : baseline.map { figures.comparison(own: edits[model], other: edits[$0]) })
      return ModelResult(
        model: models[model].identity.name, clean: cleanResult,
        perturbed: inOrder(
          self.results(
            perturbed, measures, of: model, figures: figures, clean: cleanSums,
            isFirstPass: role == .firstPass) + (own[model] ?? [])),
        discrimination: finding.discrimination.flatMap {
          pairs?.result($0, resampling: resampling)
        },
        spellings: finding.discrimination.flatMap {
          pairs?.result($0, ofSpellingVariants: true, resampling: resampling)
        },
        properties: finding.properties.map { $0.result(resampling) },
        cutTexts: finding.cutTexts)
    }
    let contrasts = ModelContrasts(
      models: models, resampling: resampling, measures: measures, cleanEdits: edits)
    return CorpusResults(
      models: results, cleanBaselines: measures.clean.baselines,
      perturbedBaselines: measures.perturbed.compactMap { measured in
        guard let condition = measured.condition, let counting = measured.counting else {
          return nil
        }
        return ConditionBaselines(
          condition: condition, counting: counting, baselines: measured.baselines)
      },
      contrasts: contrasts.contrasts(),
      requiredContrasts: contrasts.contrasts(for: requirements, on: prepared.corpus.name),
      leads: contrasts.leads(),
      groups: measures.groups(groups, models: models, resampling),
      groupContrasts: measures.contrasts(
        configuration.plannedContrasts ?? [], of: groups, models: models, resampling),
      breakdowns: breakdowns(
        of: findings, models: models, errors: errors, ownErrors: ownErrors, threads: threads))
  }

  /// Results in the order of the conditions that are examined.
  private func inOrder(_ results: [PerturbedResult]) -> [PerturbedResult] {
    planned.flatMap { condition in results.filter { $0.condition == condition } }
  }

  /// What a model did under the conditions of ``variants``, both countings of each.
  ///
  /// - Parameters:
  ///   - model: its place in `tallies` and `measures`.
  ///   - clean: its errors on the clean lists.
  func results(
    _ tallies: [ConditionTally], _ measures: CorpusMeasures, of model: Int, figures: ErrorFigures,
    clean: ResampledFigure, isFirstPass: Bool
  ) -> [PerturbedResult] {
    let counted = tallies.flatMap { tally in Counting.allCases.map { (tally, $0) } }
    return zip(counted, measures.perturbed).map { counted, measured in
      let (tally, counting) = counted
      let errors = tally[counting].models[model]
      let sums = resampling.sums(ofTotals: errors.edits)
      return PerturbedResult(
        condition: tally.condition!, counting: counting, errors: errors.total,
        wer: figures.wer(sums, draws: tally.draws),
        baselines: selected == nil ? nil : measured.baselines,
        regret: resampling.figure(
          of: measured.models[model].regret, within: 0 ... .infinity),
        skill: resampling.figure(
          of: measured.models[model].skill, within: -.infinity...1),
        skillKept: measured.skillKept[model].figure,
        headroomRecovered: isFirstPass
          ? nil
          : resampling.figure(
            of: measured.headroomRecovered[model], within: -.infinity...1),
        moves: errors.moves,
        nprr: figures.degradation(clean: clean, perturbed: sums, draws: tally.draws),
        keptSelections: Double(tally.kept[model])
          / Double(prepared.utterances.count * tally.draws))
    }
  }

  /// Reference words by unit of the resampling.
  var referenceWordsByUnit: [Int] {
    var words = [Int](repeating: 0, count: resampling.units)
    for utterance in prepared.utterances.indices {
      words[resampling.unit(of: utterance)] += prepared.referenceWords(of: utterance)
    }
    return words
  }
}

/// What became of all models' findings on one corpus.
struct CorpusResults {
  let models: [ModelResult]
  let cleanBaselines: ListBaselines
  let perturbedBaselines: [ConditionBaselines]
  let contrasts: [Contrast]
  let requiredContrasts: [Contrast]?
  let leads: [Lead]
  let groups: [GroupResult]?
  let groupContrasts: [GroupContrast]?
  let breakdowns: [BreakdownRecord]
}
