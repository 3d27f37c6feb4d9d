import PropertyTesting
import Rescoring
import Synchronization

/// Shrinks with one call of the model for many candidates, and comes to the same as one by one.
///
/// The shrinker runs on what is known. Where it asks for more, it is told that the candidate holds,
/// as most do, and the candidate is noted; once a batch is full the run is broken off, the batch is
/// judged, and the shrinker runs again from the start, knowing more. The run that meets nothing
/// unknown is the run that would have been made one by one: so the result is the same, byte for byte,
/// for any size of batch. Running again costs microseconds a candidate, calling a model milliseconds.
///
/// What is noted behind a candidate that fails after all was asked in vain. So a batch is short after
/// a success and twice as long after each batch without one.
struct BatchedShrinking {
  let property: String
  let reduction: CaseReduction
  let judge: CaseMemory
  let limits: ShrinkLimits
  /// Asked before each batch; `true` ends with the best so far.
  let deadline: () -> Bool

  typealias Result = (smallest: JudgedCase<RobustnessCase>, statistics: ShrinkStatistics)

  /// The smallest case that `accepts` takes; nil if the whole case is none.
  ///
  /// - Throws: ``RescoringError`` when a model stops answering.
  func smallest(
    accepts: @escaping @Sendable (PropertyOutcome) -> Bool
  ) throws(RescoringError) -> Result? {
    let memory = judge
    let before = memory.batches
    var size = min(2, limits.batchSize)
    while true {
      let isLate = deadline()
      let asked = Questions(limit: isLate ? 0 : size)
      let run = Property<RobustnessCase, BatchIsFull>(
        property, generator: reduction.generator
      ) { (cases: [RobustnessCase]) throws(BatchIsFull) -> [PropertyOutcome] in
        try asked.answer(cases, knowing: memory)
      }
      let shrinker = Shrinker(
        property: run, limits: ShrinkLimits(maximumExecutions: limits.maximumExecutions),
        accepts: accepts)
      let result: Shrinker<RobustnessCase, BatchIsFull>.Result?
      do {
        result = try shrinker.shrink(reduction.wholeChoices)
      } catch {
        result = nil
      }
      let questions = asked.questions
      if !questions.isEmpty {
        try memory.learn(questions)
        let hasSuccess = questions.contains { memory.outcome(of: $0).map(accepts) ?? false }
        size = min(hasSuccess ? 2 : 2 * size, limits.batchSize)
        continue
      }
      guard let result, case .shrunk(let smallest, let counted) = result else { return nil }
      return (
        smallest,
        ShrinkStatistics(
          executions: counted.executions, judged: counted.judged,
          batches: memory.batches - before, improvements: counted.improvements,
          ending: isLate && asked.isCut ? .deadline : counted.ending)
      )
    }
  }
}

/// Breaks a run off whose next batch is full.
private struct BatchIsFull: Error {}

/// The cases that a run asked for and nobody knew yet.
private final class Questions: Sendable {
  private struct State {
    var questions: [RobustnessCase] = []
    var isCut = false
  }

  /// With 0, nothing is noted: what is unknown counts as holding.
  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  var questions: [RobustnessCase] { state.withLock { $0.questions } }

  /// Whether something was asked that is not going to be judged.
  var isCut: Bool { state.withLock { $0.isCut } }

  func answer(
    _ cases: [RobustnessCase], knowing memory: CaseMemory
  ) throws(BatchIsFull) -> [PropertyOutcome] {
    var outcomes: [PropertyOutcome] = []
    for item in cases {
      if let known = memory.outcome(of: item) {
        outcomes.append(known)
        continue
      }
      let isFull = state.withLock { state in
        guard limit > 0 else {
          state.isCut = true
          return false
        }
        state.questions.append(item)
        return state.questions.count >= limit
      }
      if isFull { throw BatchIsFull() }
      outcomes.append(PropertyOutcome(margin: 0))
    }
    return outcomes
  }
}
