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
  ///   - clean: what all models did with the clean lists.
  ///   - perturbed: the same under each condition.
  init(
    _ examination: CorpusExamination, figures: ErrorFigures, clean: ConditionTally,
    perturbed: [ConditionTally]
  ) {
    let resampling = examination.resampling
    func measures(
      _ tally: ConditionTally, _ counting: Counting, clean: ListMeasures?
    ) -> ListMeasures {
      let counted = tally[counting]
      let oracle = resampling.sums(ofTotals: counted.oracle)
      let randomPick = resampling.sums(ofTotals: counted.randomPick)
      let firstPass = resampling.sums(ofTotals: counted.firstPass)
      let sums = counted.models.map { resampling.sums(ofTotals: $0.edits) }
      let models = sums.map {
        ChoiceMeasures(
          errors: $0, oracle: oracle, randomPick: randomPick,
          words: figures.words.scaled(by: Double(tally.draws)))
      }
      return ListMeasures(
        condition: tally.condition, counting: tally.condition == nil ? nil : counting,
        baselines: ListBaselines(
          oracle: figures.wer(oracle, draws: tally.draws),
          randomPick: figures.wer(randomPick, draws: tally.draws),
          firstPass: examination.selected == nil
            ? nil : figures.wer(firstPass, draws: tally.draws)),
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
    let cleanMeasures = measures(clean, .asHeard, clean: nil)
    self.clean = cleanMeasures
    self.perturbed = perturbed.flatMap { tally in
      Counting.allCases.map { measures(tally, $0, clean: cleanMeasures) }
    }
  }
}
