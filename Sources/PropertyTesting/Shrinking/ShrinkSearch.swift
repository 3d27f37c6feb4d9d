/// The state of one shrinking: the best case so far, what is known about others, and the limits.
///
/// Passes edit ``current`` and hand the result to ``attempt(_:)``. When a limit is reached,
/// attempts just fail and loops run out; passes need not care.
struct ShrinkSearch {
  /// The smallest case so far.
  private(set) var current: ChoiceSequence
  /// The spans of the current sequence.
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
  private let rejects: (ChoiceSequence) -> Bool
  private let evaluate: Evaluation
  private let deadline: () -> Bool

  /// What is known; shared with scouts.
  private let memory: TrialMemory
  private var passes: [any ShrinkPass] = []
  /// The state at which the active pass began, and the outcomes of its trials so far.
  private var checkpoint: Checkpoint?
  /// Set in a scout: what it would try next.
  private var scouting: Scouting?
  /// How many candidates to judge in the next batch. What follows one that succeeds is judged in
  /// vain: so a batch is short after a success, and twice as long after each one without.
  private var reach = Self.shortReach
  private static let shortReach = 4

  init(
    first: Trial, outcome: PropertyOutcome, limits: ShrinkLimits,
    accepts: @escaping (PropertyOutcome) -> Bool,
    rejects: @escaping (ChoiceSequence) -> Bool, deadline: @escaping () -> Bool,
    evaluate: @escaping Evaluation
  ) {
    current = first.recorded
    spans = first.spans
    self.outcome = outcome
    self.limits = limits
    self.accepts = accepts
    self.rejects = rejects
    self.deadline = deadline
    self.evaluate = evaluate
    memory = TrialMemory(first: first)
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
    guard let candidate, candidate.splice != nil || !rejects(candidate.choices),
      let trial = trial(of: candidate)
    else { return false }
    return commit(trial)
  }

  mutating func attempt(_ choices: ChoiceSequence) -> Bool {
    attempt(Candidate(choices))
  }

  /// What comes of the candidate; `nil` if it can't be any good or the search has stopped.
  mutating func trial(of candidate: Candidate) -> Trial? {
    if scouting != nil { return scoutedTrial(of: candidate) }
    guard !isStopped else { return nil }
    let trial = usedTrial(of: candidate)
    guard !isStopped else { return nil }
    checkpoint?.trials.append(trial)
    return trial
  }

  /// Whether a case is accepted that need not be smaller, and does not become the current one: tells
  /// a threshold from values that fail here and there.
  mutating func isAccepted(_ choices: ChoiceSequence) -> Bool {
    guard !isStopped, !rejects(choices) else { return false }
    let candidate = Candidate(choices)
    if scouting != nil {
      if let trial = scouting?.known.popFirst() { return isAccepted(trial) }
      if case .trial(let trial) = memory.knowledge(of: candidate) { return isAccepted(trial) }
      // What follows depends on what is not known.
      isStopped = true
      return false
    }
    let trial = usedTrial(of: candidate, isProbe: true)
    guard !isStopped else { return false }
    checkpoint?.trials.append(trial)
    return isAccepted(trial)
  }

  /// Whether the choices are known to be accepted, without running anything.
  func isKnownToBeAccepted(_ choices: ChoiceSequence) -> Bool {
    guard case .trial(let trial) = memory.knowledge(of: Candidate(choices)) else { return false }
    return trial.recorded == choices && isAccepted(trial)
  }

  private func isAccepted(_ trial: Trial?) -> Bool { trial?.outcome.map(accepts) ?? false }

  private mutating func usedTrial(of candidate: Candidate, isProbe: Bool = false) -> Trial? {
    guard isProbe || isPromising(candidate) else { return nil }
    switch memory.knowledge(of: candidate) {
    case .trial(let trial): return trial
    case .overrun: return nil
    case .unknown: break
    }
    guard executions < limits.maximumExecutions else {
      stop(.executionLimit)
      return nil
    }
    if !memory.wasRun(candidate) {
      run(limits.batchSize > 1 && !isProbe ? expected(after: candidate) : [candidate], isProbe)
    }
    guard !isStopped, let (trial, isJudged) = memory.use(candidate) else { return nil }
    executions += 1
    if isJudged { judged += 1 }
    return trial
  }

  /// Attempts candidates in order until one succeeds; returns its number.
  mutating func firstSuccess(_ count: Int, _ candidate: (Int) -> Candidate?) -> Int? {
    for index in 0..<count {
      guard !isStopped else { return nil }
      if attempt(candidate(index)) { return index }
    }
    return nil
  }

  /// The largest `n` up to `limit` for which `candidate(n)` succeeds, supposing that all smaller
  /// ones do too: a few steps one by one, then ever larger ones, then halving. So a long row of
  /// successes costs its logarithm, and a failure at once costs one execution. Hypothesis's
  /// `find_integer`, a form of Bentley and Yao's unbounded search (1976).
  ///
  /// - Parameter candidate: to be made from the case that was current at the call.
  mutating func findInteger(limit: Int, _ candidate: (Int) -> Candidate?) -> Int {
    guard limit > 0, !isStopped else { return 0 }
    var good = 0
    while good < min(4, limit) {
      if good > 0, good + 1 < limit { hint(candidate(good + 2)) }
      guard attempt(candidate(good + 1)) else { return good }
      good += 1
    }
    var bad = limit + 1
    var next = good * 2
    while good < limit, bad > limit {
      let probe = min(next, limit)
      if probe < limit { hint(candidate(min(2 * probe, limit))) }
      if attempt(candidate(probe)) {
        good = probe
        next = probe.multipliedReportingOverflow(by: 2).overflow ? limit : probe * 2
      } else {
        bad = probe
      }
    }
    while bad - good > 1 {
      let middle = good + (bad - good) / 2
      if bad - middle > 1 { hint(candidate(middle + (bad - middle) / 2)) }
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

  private mutating func run(_ candidates: [Candidate], _ isProbe: Bool) {
    if deadline() {
      stop(.deadline)
      return
    }
    let memory = memory
    let current = current
    var isJudged = false
    let results = evaluate(candidates) { recorded in
      guard isProbe || recorded < current, !memory.isKnown(recorded) else { return false }
      isJudged = true
      return true
    }
    guard let results else {
      isStopped = true
      return
    }
    if isJudged { batches += 1 }
    let hasSuccess = results.contains { trial in
      trial.recorded < current && trial.outcome.map(accepts) ?? false
    }
    reach = hasSuccess ? Self.shortReach : min(2 * reach, limits.batchSize)
    for (candidate, trial) in zip(candidates, results) { memory.note(trial, of: candidate) }
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
      let end = range.lowerBound + content.count
      let splice = Candidate(candidate.choices, splice: Splice(span: span, end: end))
      // A scout does not know what most candidates come to: they fit, mostly.
      guard case .trial(let trial) = memory.knowledge(of: candidate) else {
        return scouting == nil ? splice : nil
      }
      if trial.isReplay(of: candidate) { return nil }
      // What the span came to is known unless choices were missing: no need to run that again.
      if let made = trial.content(of: span), made.count <= content.count {
        return Candidate(base.replacing(range, with: made))
      }
      return splice
    }
    return firstSuccess(spliced.count) { spliced[$0] } != nil
  }
}

// MARK: - Looking ahead

extension ShrinkSearch {
  private final class Checkpoint {
    let search: ShrinkSearch
    let pass: Int
    /// The trials of the pass so far, in order; `nil` for a candidate that made none.
    var trials: [Trial?] = []

    init(_ search: ShrinkSearch, pass: Int) {
      self.search = search
      self.pass = pass
    }
  }

  private struct Scouting {
    /// What is left of what is known to come, in order.
    var known: ArraySlice<Trial?>
    /// What is to be tried for the first time after that, in order.
    var candidates: [Candidate] = []
    var members: Set<Candidate> = []
    let limit: Int
  }

  /// Runs the passes, again and again until none of them finds anything more.
  mutating func run(_ passes: [any ShrinkPass]) {
    self.passes = passes
    var before: ChoiceSequence
    repeat {
      before = current
      for pass in passes.indices where !isStopped {
        if limits.batchSize > 1 {
          checkpoint = nil
          checkpoint = Checkpoint(self, pass: pass)
        }
        passes[pass].run(on: &self)
      }
    } while current < before && !isStopped
  }

  /// The candidate, and those that would be tried after it if it and they failed: as many as are
  /// judged at once.
  ///
  /// A scout finds out: a copy of the search as it was when the active pass began, in which the
  /// pass is run once more. Up to here everything is known, so that it takes the same way; from
  /// here on it takes down what it can't know and goes on as if that had failed. So any pass is
  /// batched as it stands, and what it does does not depend on the size of the batches.
  private func expected(after candidate: Candidate) -> [Candidate] {
    guard let checkpoint else { return [candidate] }
    var scout = checkpoint.search
    scout.scouting = Scouting(
      known: checkpoint.trials[...],
      limit: min(reach, limits.batchSize, limits.maximumExecutions - executions))
    for pass in passes[checkpoint.pass...] where !scout.isStopped { pass.run(on: &scout) }
    let found = scout.scouting?.candidates ?? []
    return found.first == candidate ? found : [candidate]
  }

  private mutating func scoutedTrial(of candidate: Candidate) -> Trial? {
    guard !isStopped else { return nil }
    if let trial = scouting?.known.popFirst() { return trial }
    guard isPromising(candidate) else { return nil }
    switch memory.knowledge(of: candidate) {
    case .trial(let trial): return trial
    case .overrun: return nil
    case .unknown:
      if !memory.wasRun(candidate) { takeDown(candidate) }
      return nil
    }
  }

  private mutating func takeDown(_ candidate: Candidate) {
    guard var scouting else { return }
    self.scouting = nil
    if scouting.members.insert(candidate).inserted { scouting.candidates.append(candidate) }
    if scouting.candidates.count >= scouting.limit { isStopped = true }
    self.scouting = scouting
  }

  /// Tells a scout what will be tried next if the attempt that follows succeeds.
  mutating func hint(_ candidate: @autoclosure () -> Candidate?) {
    guard let scouting, scouting.known.isEmpty, !isStopped, let candidate = candidate(),
      candidate.splice != nil || !rejects(candidate.choices), isPromising(candidate),
      !memory.wasRun(candidate)
    else { return }
    takeDown(candidate)
  }
}
