import Rescoring
import Robustness

/// What got better and what got worse from a first run to later ones.
///
/// Models with the same name are compared, and others as the caller says. A difference is *paired*,
/// utterance by utterance, where both runs kept their selections, the utterances have the same ids, references
/// and order, and, under a perturbation, both runs drew the same lists. Otherwise it is that of independent
/// figures (`IndependentDifference`). Under a perturbation that the runs drew with other settings there is no
/// difference: what it would say of the models and what of the settings can't be told apart. Property failures are always unpaired: a record does not say which cases
/// failed. All p are corrected by Holm as one family: everything that is shown, over all runs.
public struct RunComparison: Hashable, Sendable, Codable {
  /// The version of this format that the program writes.
  public static let currentVersion = 1

  /// The origin of a run.
  public struct Run: Hashable, Sendable, Codable {
    public let name: String
    public let programVersion: String
    public let command: String
  }

  public let version: Int
  /// Coverage of each interval, 0.95 for 95 %.
  public let confidence: Double
  /// The first is the one that the others are compared with.
  public let runs: [Run]
  public let changes: [FigureChange]
  /// What could not be compared, a sentence each.
  public let notices: [String]
  /// Whether each change keeps to each budget; nil where there are none.
  public let requirements: [RegressionVerdict]?

  /// The probability of error that "better" and "worse" allow.
  public var level: Double { 1 - confidence }

  /// The changes in one direction.
  public func changes(_ direction: FigureChange.Direction) -> [FigureChange] {
    changes.filter { $0.direction(at: level) == direction }
  }

  /// - Parameters:
  ///   - runs: the first, and at least one other.
  ///   - models: names in the first run and what they are called in the later ones, besides equal ones.
  ///   - measures: what is compared; it makes the family of tests, as `corpora` does.
  ///   - corpora: names of those that are compared; nil compares all.
  public init(
    _ runs: [ComparedRun], models: [ModelPair] = [],
    measures: [ComparedMeasure] = ComparedMeasure.allCases, corpora: [String]? = nil
  ) {
    precondition(runs.count > 1, "a run to compare with, and one to compare")
    let first = runs[0]
    var changes: [FigureChange] = []
    var notices: [String] = []
    for later in runs.dropFirst() {
      let pair = RunPair(first: first, later: later, models: models)
      changes += pair.changes { measures.contains($0) && corpora?.contains($1) ?? true }
      notices += pair.notices
    }
    var adjusted = Holm.adjusted(changes.compactMap(\.p))[...]
    version = Self.currentVersion
    confidence = first.record.provenance.configuration.confidence
    self.runs = runs.map {
      Run(
        name: $0.name, programVersion: $0.record.provenance.programVersion,
        command: $0.record.provenance.command)
    }
    self.changes = changes.map { $0.corrected($0.p == nil ? nil : adjusted.removeFirst()) }
    self.notices = notices
    requirements = nil
  }

  private init(_ comparison: RunComparison, requirements: [RegressionVerdict]) {
    version = comparison.version
    confidence = comparison.confidence
    runs = comparison.runs
    changes = comparison.changes
    notices = comparison.notices
    self.requirements = requirements.isEmpty ? nil : requirements
  }

  /// The comparison with verdicts on budgets.
  public func judged(by requirements: [RegressionRequirement]) -> RunComparison {
    RunComparison(
      self,
      requirements: requirements.flatMap { requirement in
        changes.filter(requirement.concerns).map { RegressionVerdict(requirement, on: $0) }
      })
  }
}

/// A model under the names that it has in two runs.
public struct ModelPair: Hashable, Sendable {
  /// The model's name in the first run.
  public let first: String
  /// The model's name in the later runs.
  public let later: String

  public init(first: String, later: String) {
    self.first = first
    self.later = later
  }
}
