public import Perturbations
import Rescoring
public import Robustness

/// What the models of a group, one recipe under several training seeds, did on one corpus: each measure's
/// mean over the seeds.
public struct GroupResult: Hashable, Sendable, Codable {
  /// The group's name, as in ``ModelGroup``.
  public let group: String
  public let clean: GroupFigures
  /// One for each condition and counting, in the configuration's order.
  public let perturbed: [GroupPerturbedResult]

  package init(group: String, clean: GroupFigures, perturbed: [GroupPerturbedResult]) {
    self.group = group
    self.clean = clean
    self.perturbed = perturbed
  }
}

/// Means over seeds on the lists of one kind.
public struct GroupFigures: Hashable, Sendable, Codable {
  public let wer: SeedMean
  public let skill: SeedMean
  /// Skill kept; nil for the clean lists.
  public let skillKept: SeedMean?
  /// Nil for the clean lists, and in records of versions that did not average it.
  public let nprr: SeedMean?

  package init(wer: SeedMean, skill: SeedMean, skillKept: SeedMean?, nprr: SeedMean? = nil) {
    self.wer = wer
    self.skill = skill
    self.skillKept = skillKept
    self.nprr = nprr
  }
}

/// Means over seeds under one perturbation, counted one way.
public struct GroupPerturbedResult: Hashable, Sendable, Codable {
  public let condition: PerturbationCondition
  public let counting: Counting
  public let figures: GroupFigures

  package init(condition: PerturbationCondition, counting: Counting, figures: GroupFigures) {
    self.condition = condition
    self.counting = counting
    self.figures = figures
  }
}

extension GroupFigures {
  /// - Parameter members: places of the group's models among all.
  init(_ lists: ListMeasures, members: [Int], _ resampling: Resampling) {
    func mean(
      _ measure: GroupContrast.Measure, _ range: ClosedRange<Double> = -.infinity ... .infinity
    ) -> SeedMean {
      let outcomes = lists.outcomes(of: measure)
      return SeedMean(of: members.map { outcomes[$0] }, within: range, resampling)
    }
    self.init(
      wer: mean(.wer, 0 ... .infinity), skill: mean(.skill, -.infinity...1),
      skillKept: lists.condition == nil ? nil : mean(.skillKept),
      nprr: lists.condition == nil ? nil : mean(.nprr, -1 ... .infinity))
  }
}

extension CorpusMeasures {
  /// The groups' means; nil if there are no groups.
  func groups(
    _ groups: [ModelGroup], models: [ModelRecord], _ resampling: Resampling
  ) -> [GroupResult]? {
    guard !groups.isEmpty else { return nil }
    return groups.map { group in
      let members = models.indices.filter { group.models.contains(models[$0].identity.name) }
      return GroupResult(
        group: group.name, clean: GroupFigures(clean, members: members, resampling),
        perturbed: perturbed.compactMap { lists in
          guard let condition = lists.condition, let counting = lists.counting else { return nil }
          return GroupPerturbedResult(
            condition: condition, counting: counting,
            figures: GroupFigures(lists, members: members, resampling))
        })
    }
  }
}
