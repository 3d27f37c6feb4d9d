/// The state of one shrinking: the best case so far, what is known about others, and the limits.
///
/// Passes edit ``current`` and hand the result to ``attempt(_:)``. When a limit is reached, attempts
/// just fail and loops run out; passes need not care.
struct ShrinkSearch {
  /// The smallest case so far.
  private(set) var current: ChoiceSequence
  /// Its spans.
  private(set) var spans: ContiguousArray<ChoiceSpan>
  private(set) var outcome: PropertyOutcome
  private(set) var isStopped = false

  private(set) var executions = 1
  private(set) var judged = 1
  private(set) var batches = 1
  private(set) var improvements = 0
  private(set) var ending = ShrinkStatistics.Ending.nothingSmaller

  /// Replays candidates and judges those worth it; `nil` stops the search.
  typealias Evaluation = ([Candidate], (ChoiceSequence) -> Bool) -> [Trial]?

  private let limits: ShrinkLimits
  private let accepts: (PropertyOutcome) -> Bool
  private let evaluate: Evaluation
  private let deadline: () -> Bool

  /// A trial that is known; it counts as an execution when it is first used.
  private struct KnownTrial {
    let trial: Trial
    /// The number of the trial in which the same case was judged.
    let judgement: Int
    var isUsed = false
    var isJudgementCounted = false
  }

  private var trials: [KnownTrial]
  private var numbers: [Candidate: Int] = [:]
  private var tree = SeenTree()

  init(
    first: Trial, outcome: PropertyOutcome, limits: ShrinkLimits,
    accepts: @escaping (PropertyOutcome) -> Bool, deadline: @escaping () -> Bool,
    evaluate: @escaping Evaluation
  ) {
    current = first.recorded
    spans = first.spans
    self.outcome = outcome
    self.limits = limits
    self.accepts = accepts
    self.deadline = deadline
    self.evaluate = evaluate
    trials = [KnownTrial(trial: first, judgement: 0, isUsed: true, isJudgementCounted: true)]
    tree.insert(first, number: 0)
  }

  var statistics: ShrinkStatistics {
    ShrinkStatistics(
      executions: executions, judged: judged, batches: batches, improvements: improvements,
      ending: ending)
  }
}

// MARK: - Trying candidates

extension ShrinkSearch {
  /// Makes the candidate the current case if it is smaller and still fails.
  mutating func attempt(_ candidate: Candidate?) -> Bool {
    guard let candidate, let trial = trial(of: candidate) else { return false }
    return commit(trial)
  }

  mutating func attempt(_ choices: ChoiceSequence) -> Bool {
    attempt(Candidate(choices))
  }

  /// What comes of the candidate; `nil` if it can't be any good or the search has stopped.
  mutating func trial(of candidate: Candidate) -> Trial? {
    guard isPromising(candidate), !isStopped else { return nil }
    if isUnknown(candidate) {
      guard executions < limits.maximumExecutions else {
        stop(.executionLimit)
        return nil
      }
      run([candidate])
    }
    guard !isStopped, let number = number(of: candidate) else { return nil }
    if !trials[number].isUsed { countUse(of: number) }
    return isStopped ? nil : trials[number].trial
  }

  /// Attempts candidates in order until one succeeds; returns its number.
  ///
  /// They are judged in batches of the size that the limits set; which one succeeds does not
  /// depend on that.
  mutating func firstSuccess(_ count: Int, _ candidate: (Int) -> Candidate?) -> Int? {
    for index in 0..<count {
      guard !isStopped else { return nil }
      let next = candidate(index)
      if limits.batchSize > 1, let next, isPromising(next), isUnknown(next) {
        prefetch((index..<count).lazy.compactMap(candidate))
      }
      if attempt(next) { return index }
    }
    return nil
  }

  /// The largest `n` up to `limit` for which `candidate(n)` succeeds, supposing that all smaller
  /// ones do too: a few steps one by one, then ever larger ones, then halving. So a long row of
  /// successes costs its logarithm, and a failure at once costs one execution.
  ///
  /// - Parameter candidate: to be made from the case that was current at the call.
  mutating func findInteger(limit: Int, _ candidate: (Int) -> Candidate?) -> Int {
    guard limit > 0 else { return 0 }
    var good = 0
    while good < min(4, limit) {
      guard attempt(candidate(good + 1)) else { return good }
      good += 1
    }
    var bad = limit + 1
    var next = good * 2
    while good < limit, bad > limit {
      let probe = min(next, limit)
      if attempt(candidate(probe)) {
        good = probe
        next = probe.multipliedReportingOverflow(by: 2).overflow ? limit : probe * 2
      } else {
        bad = probe
      }
    }
    while bad - good > 1 {
      let middle = good + (bad - good) / 2
      if attempt(candidate(middle)) { good = middle } else { bad = middle }
    }
    return good
  }

  /// Smaller than the current case, and not just its beginning, which would overrun.
  private func isPromising(_ candidate: Candidate) -> Bool {
    let choices = candidate.choices
    if candidate.splice != nil { return choices != current }
    return choices < current
      && (choices.count == current.count
        || choices.choices != ContiguousArray(current.choices.prefix(choices.count)))
  }

  /// Whether only running it can tell what comes of the candidate.
  private func isUnknown(_ candidate: Candidate) -> Bool {
    if numbers[candidate] != nil { return false }
    return candidate.splice != nil || tree.verdict(on: candidate.choices) == .unknown
  }

  /// Of the trial that the candidate comes to; `nil` for overruns.
  private func number(of candidate: Candidate) -> Int? {
    if let number = numbers[candidate] { return number }
    guard candidate.splice == nil, case .trial(let number) = tree.verdict(on: candidate.choices)
    else { return nil }
    return number
  }

  private mutating func prefetch(_ candidates: some Sequence<Candidate>) {
    var batch: [Candidate] = []
    var members: Set<Candidate> = []
    for candidate in candidates
    where isPromising(candidate) && isUnknown(candidate) && members.insert(candidate).inserted {
      batch.append(candidate)
      if batch.count == limits.batchSize { break }
    }
    run(batch)
  }

  private mutating func run(_ candidates: [Candidate]) {
    if deadline() {
      stop(.deadline)
      return
    }
    let evaluate = evaluate
    var isJudged = false
    let results = evaluate(candidates) { recorded in
      guard recorded < current, tree.verdict(on: recorded) == .unknown else { return false }
      isJudged = true
      return true
    }
    guard let results else {
      isStopped = true
      return
    }
    if isJudged { batches += 1 }
    for (candidate, trial) in zip(candidates, results) {
      numbers[candidate] = trials.count
      // A case that was run before is not judged again: its verdict stays where it is.
      if case .trial(let number) = tree.verdict(on: trial.recorded), trial.status == .valid {
        trials.append(KnownTrial(trial: trials[number].trial, judgement: number))
      } else {
        tree.insert(trial, number: trials.count)
        trials.append(KnownTrial(trial: trial, judgement: trials.count))
      }
    }
  }

  private mutating func countUse(of number: Int) {
    guard executions < limits.maximumExecutions else {
      stop(.executionLimit)
      return
    }
    trials[number].isUsed = true
    executions += 1
    let judgement = trials[number].judgement
    if trials[number].trial.outcome != nil, !trials[judgement].isJudgementCounted {
      trials[judgement].isJudgementCounted = true
      judged += 1
    }
  }

  private mutating func commit(_ trial: Trial) -> Bool {
    guard trial.recorded < current, let outcome = trial.outcome, accepts(outcome) else {
      return false
    }
    current = trial.recorded
    spans = trial.spans
    self.outcome = outcome
    improvements += 1
    return true
  }

  private mutating func stop(_ ending: ShrinkStatistics.Ending) {
    self.ending = ending
    isStopped = true
  }
}

// MARK: - Structure

extension ShrinkSearch {
  /// The spans whose parent is `parent` (−1: the outermost ones), in order.
  func children(of parent: Int) -> [Int] {
    spans.indices.filter { spans[$0].parent == parent }
  }

  /// The innermost span around the choice at `position`.
  func innermostSpan(around position: Int) -> Int? {
    // Inner spans are opened later.
    spans.lastIndex { $0.range.contains(position) }
  }

  /// Tries other choices in the place of a span's, each of `contents` in turn; whether one does.
  ///
  /// Those that don't fit are tried once more with missing choices made up and superfluous ones
  /// skipped, so that what follows the span stays in step.
  mutating func attempt(replacing span: Int, withEach contents: [[Choice]]) -> Bool {
    let (base, range) = (current, spans[span].range)
    let plain = contents.map { Candidate(base.replacing(range, with: $0)) }
    if firstSuccess(plain.count, { plain[$0] }) != nil { return true }
    let spliced = zip(plain, contents).compactMap { candidate, content -> Candidate? in
      guard !fits(candidate) else { return nil }
      let end = range.lowerBound + content.count
      return Candidate(candidate.choices, splice: Splice(span: span, end: end))
    }
    return firstSuccess(spliced.count) { spliced[$0] } != nil
  }

  /// Whether the candidate, which has been tried if it can be any good, was replayed as it stands.
  private func fits(_ candidate: Candidate) -> Bool {
    guard let number = number(of: candidate) else { return false }
    let trial = trials[number].trial
    return trial.status != .overrun
      && candidate.choices.choices.starts(with: trial.recorded.choices)
  }
}
