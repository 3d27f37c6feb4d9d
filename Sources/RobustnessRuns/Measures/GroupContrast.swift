public import Perturbations
import Rescoring
public import Robustness

/// A comparison of two groups that is planned before anything is measured: the means of one recipe over its training
/// seeds against those of another, under one perturbation.
public struct PlannedContrast: Hashable, Sendable, Codable {
  public let group: String
  public let against: String
  /// One whose lists all models see: not of scope `PerturbationScope.selected`.
  public let condition: PerturbationCondition

  public init(group: String, against: String, condition: PerturbationCondition) {
    self.group = group
    self.against = against
    self.condition = condition
  }
}

/// The outcome of a ``PlannedContrast`` by one measure.
public struct GroupContrast: Hashable, Sendable, Codable {
  /// The measure that is compared.
  public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
    case wer
    case skill
    case skillKept
    case nprr
  }

  public let measure: Measure
  public let counting: Counting
  public let contrast: PlannedContrast
  /// The group's mean minus the other's, with a two-level interval from five seeds on.
  public let outcome: SeedDifference
  /// The p of the outcome after Holm's correction over all planned contrasts by the same measure and counting.
  public let holmP: Double?

  package init(
    measure: Measure, counting: Counting, contrast: PlannedContrast, outcome: SeedDifference,
    holmP: Double?
  ) {
    self.measure = measure
    self.counting = counting
    self.contrast = contrast
    self.outcome = outcome
    self.holmP = holmP
  }
}

extension GroupContrast.Measure {
  /// What single models are compared by, groups are, too.
  package init(_ measure: Contrast.Measure) {
    self =
      switch measure {
      case .wer: .wer
      case .skill: .skill
      case .skillKept: .skillKept
      }
  }
}

extension CorpusMeasures {
  /// The planned contrasts whose condition was examined; nil where none was planned.
  ///
  /// For each measure and counting they are one family, corrected by Holm.
  func contrasts(
    _ planned: [PlannedContrast], of groups: [ModelGroup], models: [ModelRecord],
    _ resampling: Resampling
  ) -> [GroupContrast]? {
    guard !planned.isEmpty else { return nil }
    func members(_ name: String) -> [Int] {
      let known = groups.first { $0.name == name }?.models ?? []
      return models.indices.filter { known.contains(models[$0].identity.name) }
    }
    return Counting.allCases.flatMap { counting in
      GroupContrast.Measure.allCases.flatMap { measure -> [GroupContrast] in
        let found = planned.compactMap { contrast -> (PlannedContrast, SeedDifference)? in
          guard
            let lists = perturbed.first(where: {
              $0.condition == contrast.condition && $0.counting == counting
            })
          else { return nil }
          let outcomes = lists.outcomes(of: measure)
          return (
            contrast,
            SeedDifference(
              between: members(contrast.group).map { outcomes[$0] },
              and: members(contrast.against).map { outcomes[$0] }, resampling)
          )
        }
        var corrected = Holm.adjusted(found.compactMap(\.1.p))[...]
        return found.map { contrast, outcome in
          GroupContrast(
            measure: measure, counting: counting, contrast: contrast, outcome: outcome,
            holmP: outcome.p == nil ? nil : corrected.removeFirst())
        }
      }
    }
  }
}
