/// What came of running one choice sequence.
struct Trial: Sendable {
  let status: ChoiceSource.Status
  let recorded: ChoiceSequence
  let spans: ContiguousArray<ChoiceSpan>
  /// `nil` if the property was not asked: the generator made no usable value, or a known one.
  var outcome: PropertyOutcome?
}

/// A choice sequence to be run.
struct Candidate: Hashable, Sendable {
  let choices: ChoiceSequence
  let splice: Splice?

  init(_ choices: ChoiceSequence, splice: Splice? = nil) {
    self.choices = choices
    self.splice = splice
  }
}

extension Property {
  /// Replays each candidate and judges, in one batch, the values that came of those for which
  /// `isWorthJudging` says so.
  func trials(
    _ candidates: [Candidate], isWorthJudging: (ChoiceSequence) -> Bool = { _ in true }
  ) throws(Failure) -> [Trial] {
    var trials: [Trial] = []
    var values: [Value] = []
    var judged: [Int] = []
    for candidate in candidates {
      var source = ChoiceSource.replay(candidate.choices, splice: candidate.splice)
      let value = generator.draw(from: &source)
      let recorded = source.recorded
      if source.status == .valid, isWorthJudging(recorded) {
        judged.append(trials.count)
        values.append(value)
      }
      trials.append(
        Trial(status: source.status, recorded: recorded, spans: source.spans, outcome: nil))
    }
    guard !values.isEmpty else { return trials }
    let outcomes = try evaluate(values)
    precondition(outcomes.count == values.count, "a property gives one outcome per value")
    for (index, outcome) in zip(judged, outcomes) { trials[index].outcome = outcome }
    return trials
  }
}
