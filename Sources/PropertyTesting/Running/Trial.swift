/// What came of running one choice sequence.
struct Trial: Sendable {
  let status: ChoiceSource.Status
  let recorded: ChoiceSequence
  let spans: ContiguousArray<ChoiceSpan>
  /// `nil` if the generator did not make a usable value, so that the property was not asked.
  let outcome: PropertyOutcome?
}

extension Property {
  /// Replays each sequence and judges the values that came of it in one batch.
  func trials(_ candidates: [ChoiceSequence], tail: ChoiceSource.Tail) throws(Failure) -> [Trial] {
    var drawn: [(ChoiceSource.Status, ChoiceSequence, ContiguousArray<ChoiceSpan>)] = []
    var values: [Value] = []
    for candidate in candidates {
      var source = ChoiceSource.replay(candidate, tail: tail)
      let value = generator.draw(from: &source)
      if source.status == .valid { values.append(value) }
      drawn.append((source.status, source.recorded, source.spans))
    }
    let outcomes = values.isEmpty ? [] : try evaluate(values)
    precondition(outcomes.count == values.count, "a property gives one outcome per value")
    var next = 0
    return drawn.map { status, recorded, spans in
      guard status == .valid else {
        return Trial(status: status, recorded: recorded, spans: spans, outcome: nil)
      }
      next += 1
      return Trial(status: status, recorded: recorded, spans: spans, outcome: outcomes[next - 1])
    }
  }
}
