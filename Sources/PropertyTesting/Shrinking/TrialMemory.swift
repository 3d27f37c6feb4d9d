/// All trials of a search, by the candidates they were made for and by what was recorded.
///
/// Trials that were made ahead of their turn, in a batch, are told from those that were *used*: a
/// search that makes one trial at a time knows only these, and what a search does, counts and ends
/// with must not depend on the size of its batches.
final class TrialMemory {
  /// A trial that is known; it counts as an execution when it is first used.
  private struct KnownTrial {
    let trial: Trial
    /// The number of the trial in which the same case was judged.
    let judgment: Int
    var isUsed = false
    var isJudgmentCounted = false
  }

  private var trials: [KnownTrial] = []
  private var numbers: [Candidate: Int] = [:]
  /// The tree of all trials.
  private var made = SeenTree()
  /// The tree of the trials that were used.
  private var used = SeenTree()

  init(first: Trial) {
    note(first, of: Candidate(first.recorded))
    _ = use(Candidate(first.recorded))
  }

  private static func insert(_ trial: Trial, number: Int, into tree: inout SeenTree) {
    tree.insert(
      trial.recorded.choices, forced: trial.forcedPlaces, isWhole: trial.status != .overrun,
      number: number)
  }

  /// What came of the candidate, or is sure to come of it, as far as trials in use tell.
  enum Knowledge {
    case trial(Trial)
    /// The sequence would end before the generator does.
    case overrun
    case unknown
  }

  func knowledge(of candidate: Candidate) -> Knowledge {
    if let number = numbers[candidate], trials[number].isUsed {
      return .trial(trials[number].trial)
    }
    guard candidate.splice == nil else { return .unknown }
    return switch used.verdict(on: candidate.choices) {
    case .unknown: .unknown
    case .overrun: .overrun
    case .trial(let number): .trial(trials[number].trial)
    }
  }

  /// Whether the candidate itself was run.
  func wasRun(_ candidate: Candidate) -> Bool { numbers[candidate] != nil }

  /// Whether a case was recorded in any trial.
  func isKnown(_ recorded: ChoiceSequence) -> Bool { made.verdict(on: recorded) != .unknown }

  /// Notes what came of a candidate.
  func note(_ trial: Trial, of candidate: Candidate) {
    numbers[candidate] = trials.count
    // A case that was run before is not judged again: its verdict stays where it is.
    if trial.status == .valid, case .trial(let number) = made.verdict(on: trial.recorded) {
      trials.append(KnownTrial(trial: trials[number].trial, judgment: number))
    } else {
      Self.insert(trial, number: trials.count, into: &made)
      trials.append(KnownTrial(trial: trial, judgment: trials.count))
    }
  }

  /// The trial of a candidate that was run, in use from now on, and whether its case is judged for
  /// the first time as far as trials in use tell.
  func use(_ candidate: Candidate) -> (trial: Trial, isJudged: Bool)? {
    guard let number = numbers[candidate] else { return nil }
    let (trial, judgment) = (trials[number].trial, trials[number].judgment)
    if !trials[number].isUsed {
      trials[number].isUsed = true
      Self.insert(trial, number: number, into: &used)
    }
    guard trial.outcome != nil, !trials[judgment].isJudgmentCounted else {
      return (trial, false)
    }
    trials[judgment].isJudgmentCounted = true
    return (trial, true)
  }
}
