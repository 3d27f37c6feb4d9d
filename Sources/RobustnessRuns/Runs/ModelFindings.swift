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

/// What one model chose under one condition, counted one way, over all draws.
struct PerturbedCounts {
  let condition: PerturbationCondition
  let counting: Counting
  /// The errors, summed over utterances and draws.
  let errors: WordErrorRate
  /// Errors of each unit of the resampling, summed over its utterances and draws.
  let edits: [Int]
  /// Share of lists and draws in which the clean choice was kept.
  let kept: Double
}

extension CorpusExamination {
  /// Turns every model's findings into figures; `findings` begin with the first pass's.
  ///
  /// - Parameter ownErrors: of each model on its own lists, if it has any.
  func results(
    _ findings: [ModelFindings], errors: ListErrors, ownErrors: [ListErrors?],
    models: [ModelRecord], requirements: [Requirement]
  ) -> CorpusResults {
    let words = prepared.utterances.indices.map { prepared.referenceWords(of: $0) }
    let figures = ErrorFigures(resampling: resampling, words: words)
    var clean = findings.map { _ in WordErrorRate.zero }
    let edits = findings.indices.map { model in
      findings[model].selections[0].enumerated().map { utterance, chosen in
        let errors = prepared.errors(
          of: prepared.utterances[utterance].nBest[chosen].text, in: utterance)
        clean[model] += errors
        return errors.edits
      }
    }
    let counts = findings.map { finding in
      conditions.flatMap { perturbed(finding.selections, under: $0) }
    }
    let measures = CorpusMeasures(
      self, errors: errors, figures: figures, clean: edits, perturbed: counts)
    let baseline = models.firstIndex { $0.role == .baseline }
    let results = models.indices.map { model in
      let finding = findings[model]
      let role = models[model].role
      let cleanSums = resampling.sums(of: edits[model])
      let cleanResult = CleanResult(
        errors: clean[model], wer: figures.wer(cleanSums),
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
          zip(counts[model], measures.perturbed).map { counted, measured in
            result(
              counted, measured, of: model, selections: finding.selections, errors: errors,
              figures: figures, clean: cleanSums, isFirstPass: role == .firstPass)
          }
            + ownResults(
              finding, ownErrors[model], figures: figures, clean: edits[model],
              isFirstPass: role == .firstPass)),
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
        of: findings, models: models, errors: errors, ownErrors: ownErrors, clean: edits))
  }

  private func ownResults(
    _ finding: ModelFindings, _ errors: ListErrors?, figures: ErrorFigures, clean: [Int],
    isFirstPass: Bool
  ) -> [PerturbedResult] {
    guard let own = finding.own, let errors else { return [] }
    return own.results(errors: errors, figures: figures, clean: clean, isFirstPass: isFirstPass)
  }

  /// Results in the order of the conditions that are examined.
  private func inOrder(_ results: [PerturbedResult]) -> [PerturbedResult] {
    planned.flatMap { condition in results.filter { $0.condition == condition } }
  }

  /// What a model did under one condition, counted one way.
  ///
  /// - Parameter model: its place in `measured`.
  func result(
    _ counted: PerturbedCounts, _ measured: ListMeasures, of model: Int, selections: [Choices],
    errors: ListErrors, figures: ErrorFigures, clean: ResampledFigure, isFirstPass: Bool
  ) -> PerturbedResult {
    let draws = variants.indices.filter { variants[$0].condition == counted.condition }
    let sums = resampling.sums(ofTotals: counted.edits)
    return PerturbedResult(
      condition: counted.condition, counting: counted.counting, errors: counted.errors,
      wer: figures.wer(sums, draws: draws.count),
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
      moves: errors.moves(of: selections, over: draws, counted.counting, resampling),
      nprr: figures.degradation(clean: clean, perturbed: sums, draws: draws.count),
      keptSelections: counted.kept)
  }

  /// Both countings of a condition, over all its draws.
  func perturbed(
    _ selections: [Choices], under condition: PerturbationCondition
  ) -> [PerturbedCounts] {
    let count = prepared.utterances.count
    var (kept, draws) = (0, 0)
    var totals: [Counting: WordErrorRate] = [:]
    var edits: [Counting: [Int]] = [:]
    for counting in Counting.allCases {
      totals[counting] = .zero
      edits[counting] = [Int](repeating: 0, count: resampling.units)
    }
    for (index, variant) in variants.enumerated() where variant.condition == condition {
      draws += 1
      for utterance in 0..<count {
        let chosen = selections[index][utterance]
        let perturbed = variant.lists[utterance]
        let rank = perturbed.correspondence[chosen]
        if rank == selections[0][utterance] { kept += 1 }
        let texts: [Counting: String] = [
          .asHeard: perturbed.list[chosen].text,
          .asChosen: prepared.utterances[utterance].nBest[rank].text,
        ]
        let reference = prepared.reference(of: utterance)
        for counting in Counting.allCases {
          let errors = reference.errors(of: texts[counting]!)
          totals[counting]! += errors
          edits[counting]![resampling.unit(of: utterance)] += errors.edits
        }
      }
    }
    return Counting.allCases.map { counting in
      PerturbedCounts(
        condition: condition, counting: counting, errors: totals[counting]!,
        edits: edits[counting]!, kept: Double(kept) / Double(count * draws))
    }
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
