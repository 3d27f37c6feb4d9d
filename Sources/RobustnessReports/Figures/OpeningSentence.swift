import Perturbations
import Rescoring
import Robustness
import RobustnessRuns

/// The sentence above the matrix: what perturbing the lists costs, for the first pass and for one
/// rescorer. It states measured figures and compares no two rescorers, so it is true whatever the
/// contrasts show.
struct OpeningSentence {
  let prose: Prose

  /// Nil for a record without a corpus.
  init?(_ record: RunRecord) {
    guard let corpus = record.mainCorpus, let firstPass = corpus.firstPass(in: record) else {
      return nil
    }
    let rescorers = corpus.rescorers(in: record)
    guard let front = rescorers.min(by: { $0.clean.wer.value < $1.clean.wer.value }) else {
      prose = Prose(
        "No model takes part in the choice, so every choice is the first pass's: its WER is "
          + "\(FigureFormat.percent(firstPass.clean.wer.value)).")
      return
    }
    let name = Prose.name(front.model)
    let isOnly = rescorers.count == 1
    let description = isOnly ? "" : ", the rescorer with the lowest clean WER here,"
    guard let condition = Self.condition(record, corpus),
      let baseline = firstPass.asHeard(condition), let result = front.asHeard(condition)
    else {
      prose = Prose(
        "On clean lists \(name)\(description) has a WER of \(Self.figure(front.clean.wer)), the first "
          + "pass \(FigureFormat.percent(firstPass.clean.wer.value)).")
      return
    }
    var text =
      "\(Self.opening(condition)), \(name)\(description) goes from a WER of "
      + "\(FigureFormat.percent(front.clean.wer.value)) to \(Self.figure(result.wer)), the first "
      + "pass from \(FigureFormat.percent(firstPass.clean.wer.value)) to "
      + FigureFormat.percent(baseline.wer.value)
    if let oracle = corpus.baselines(condition, .asHeard)?.oracle,
      let clean = corpus.cleanBaselines?.oracle
    {
      text +=
        ", and the best possible choice from \(FigureFormat.percent(clean.value)) to "
        + FigureFormat.percent(oracle.value)
    }
    if let kept = result.skillKept?.estimate, kept.hasInterval {
      text += "; \(name) keeps \(FigureFormat.number(.estimate(kept))) of its skill"
    }
    prose = Prose(text + ".")
  }

  /// The middle strength of the first perturbation, of all hypotheses where that was run.
  private static func condition(
    _ record: RunRecord, _ corpus: CorpusRecord
  ) -> PerturbationCondition? {
    (record.overview?.perturbation ?? record.perturbations.first { !record.isIdle($0) })
      .flatMap(corpus.mainCondition)
  }

  private static func opening(_ condition: PerturbationCondition) -> String {
    let name = Wording.spelledOut(condition.perturbation)
    guard let strength = condition.strength else { return "With lists changed by \(name)" }
    let whose =
      condition.scope == .nBest ? "every hypothesis" : "the top hypothesis"
    return "With \(Wording.strength(strength)) of \(whose) replaced (\(name))"
  }

  private static func figure(_ estimate: Estimate) -> String {
    estimate.hasInterval
      ? "\(FigureFormat.percent(estimate.value)) \(FigureFormat.pointsInterval(estimate))"
      : FigureFormat.percent(estimate.value)
  }
}
