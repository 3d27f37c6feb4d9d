import Perturbations
import Robustness

/// The measures of all models on the lists of one kind: the clean ones, or a condition's draws
/// counted one way.
struct ListMeasures {
  /// The condition; nil for the clean lists.
  let condition: PerturbationCondition?
  /// Nil for the clean lists, where both countings are the same.
  let counting: Counting?
  let baselines: ListBaselines
  /// The measures in the order of the models.
  let models: [ChoiceMeasures]
  /// The figure of each model; that of the first pass is 0 by definition.
  let headroomRecovered: [ChoiceMeasures.Outcome]
  /// Skill kept by each model; empty for the clean lists.
  let skillKept: [ChoiceMeasures.SkillKept]
  /// NPRR of each model, where its clean WER is above 0 throughout; empty for the clean lists.
  let nprr: [ChoiceMeasures.Outcome]

  /// A measure of each model; none of those that only perturbed lists have, on clean ones.
  func outcomes(of measure: GroupContrast.Measure) -> [ChoiceMeasures.Outcome] {
    switch measure {
    case .wer: models.map(\.wer)
    case .skill: models.map(\.skill)
    case .skillKept: skillKept.map(\.ratio)
    case .nprr: nprr
    }
  }

  /// A measure of each model.
  func outcomes(of measure: Contrast.Measure) -> [ChoiceMeasures.Outcome] {
    outcomes(of: GroupContrast.Measure(measure))
  }
}

/// All measures of a corpus, from the errors that each model's choices make.
struct CorpusMeasures {
  let clean: ListMeasures
  /// The measures of each condition, in both countings.
  let perturbed: [ListMeasures]

  /// - Parameters:
  ///   - clean: errors of each model's choice from each clean list, by model and utterance.
  ///   - perturbed: by model, what it chose under each condition and counting; as many for all.
  init(
    _ examination: CorpusExamination, errors: ListErrors, figures: ErrorFigures, clean: [[Int]],
    perturbed: [[PerturbedCounts]]
  ) {
    let resampling = examination.resampling
    func measures(
      _ variants: [Int], _ condition: PerturbationCondition?, _ counting: Counting?,
      _ totals: [[Int]], clean: ListMeasures?
    ) -> ListMeasures {
      let draws = Double(variants.count)
      let counts = errors.baselines(over: variants, counting ?? .asHeard)
      let oracle = resampling.sums(of: counts.oracle)
      let randomPick = resampling.sums(of: counts.randomPick)
      let firstPass = resampling.sums(of: counts.firstPass)
      let sums = totals.map { resampling.sums(ofTotals: $0) }
      let models = sums.map {
        ChoiceMeasures(
          errors: $0, oracle: oracle, randomPick: randomPick,
          words: figures.words.scaled(by: draws))
      }
      return ListMeasures(
        condition: condition, counting: counting,
        baselines: ListBaselines(
          oracle: figures.wer(oracle, draws: variants.count),
          randomPick: figures.wer(randomPick, draws: variants.count),
          firstPass: examination.selected == nil
            ? nil : figures.wer(firstPass, draws: variants.count)),
        models: models,
        headroomRecovered: sums.map {
          ChoiceMeasures.headroomRecovered(errors: $0, firstPass: firstPass, oracle: oracle)
        },
        skillKept: clean.map { clean in
          zip(models, clean.models).map {
            ChoiceMeasures.skillKept(of: $0.skill, clean: $1.skill, resampling)
          }
        } ?? [],
        nprr: clean.map { clean in
          zip(models, clean.models).map { ChoiceMeasures.nprr(of: $0.wer, clean: $1.wer) }
        } ?? [])
    }
    let cleanMeasures = measures(
      [0], nil, nil, clean.map { resampling.totals(of: $0) }, clean: nil)
    self.clean = cleanMeasures
    self.perturbed = (perturbed.first ?? []).indices.map { place in
      let counts = perturbed.map { $0[place] }
      let variants = examination.variants.indices.filter {
        examination.variants[$0].condition == counts[0].condition
      }
      return measures(
        variants, counts[0].condition, counts[0].counting, counts.map(\.edits),
        clean: cleanMeasures)
    }
  }
}
