public import Perturbations
public import Robustness

/// What the lists that the models saw allow: the choosers that every model is measured against.
///
/// The third baseline, the first pass, takes part in a run as a model where all models see the same lists.
public struct ListBaselines: Hashable, Sendable, Codable {
  /// WER of the best choice from each list.
  public let oracle: Estimate
  /// Expected WER of a uniform choice among each list's distinct texts.
  public let randomPick: Estimate
  /// WER of the top of each list; nil where the first pass takes part as a model on the same lists.
  public let firstPass: Estimate?

  package init(oracle: Estimate, randomPick: Estimate, firstPass: Estimate? = nil) {
    self.oracle = oracle
    self.randomPick = randomPick
    self.firstPass = firstPass
  }
}

/// The baselines of the perturbed lists of one condition, over all its draws.
///
/// As chosen, the choice is among the clean texts that the perturbed hypotheses stand for.
public struct ConditionBaselines: Hashable, Sendable, Codable {
  public let condition: PerturbationCondition
  public let counting: Counting
  public let baselines: ListBaselines

  package init(
    condition: PerturbationCondition, counting: Counting, baselines: ListBaselines
  ) {
    self.condition = condition
    self.counting = counting
    self.baselines = baselines
  }
}
