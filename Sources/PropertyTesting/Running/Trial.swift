/// What came of running one choice sequence.
struct Trial: Sendable {
  let status: ChoiceSource.Status
  let recorded: ChoiceSequence
  let spans: ContiguousArray<ChoiceSpan>
  /// Places of choices that were no decisions.
  let forcedPlaces: ContiguousArray<Int32>
  /// `nil` if the property was not asked: the generator made no usable value, or a known one.
  var outcome: PropertyOutcome?
}

extension Trial {
  /// Whether the candidate was replayed as it stands.
  func isReplay(of candidate: Candidate) -> Bool {
    status != .overrun && candidate.choices.choices.starts(with: recorded.choices)
  }

  /// What was drawn in a span; `nil` if the case was over before the span was.
  func content(of span: Int) -> ContiguousArray<Choice>.SubSequence? {
    guard span < spans.count, status == .valid || spans[span].end < recorded.count else {
      return nil
    }
    return recorded.choices[spans[span].range]
  }
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
      let value = generator.drawIfPossible(from: &source)
      let recorded = source.recorded
      if source.status == .valid, let value, isWorthJudging(recorded) {
        judged.append(trials.count)
        values.append(value)
      }
      trials.append(
        Trial(
          status: source.status, recorded: recorded, spans: source.spans,
          forcedPlaces: source.forcedPlaces, outcome: nil))
    }
    guard !values.isEmpty else { return trials }
    let outcomes = try evaluate(values)
    precondition(outcomes.count == values.count, "a property gives one outcome per value")
    for (index, outcome) in zip(judged, outcomes) { trials[index].outcome = outcome }
    return trials
  }
}
