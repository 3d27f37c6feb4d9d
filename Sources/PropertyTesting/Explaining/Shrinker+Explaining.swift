extension Shrinker {
  /// Finds out which parts of a failing case may vary freely.
  ///
  /// Outer parts are tried before those within them. A part counts as free once `tries` different
  /// cases in which only it was drawn anew have been accepted, or as many as there are: all of them,
  /// or that share. What is drawn follows from the case alone, so that equal cases are explained
  /// alike.
  ///
  /// - Parameters:
  ///   - smallest: the case to explain; usually one that was shrunk.
  ///   - tries: different cases that a part has to stand.
  ///   - share: of them that must be accepted, in 0…1. Below 1, what can't be anything may still be
  ///     most things, and the parts within such a part are tried, too.
  ///   - limit: cases to judge at most; a part is begun only if `tries` more fit.
  ///   - deadline: asked before each batch; `true` ends with what is known.
  /// - Throws: what judging throws.
  public func explain(
    _ smallest: JudgedCase<Value>, tries: Int = 12, share: Double = 1, limit: Int = .max,
    deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> Explanation<Value> {
    precondition(tries > 0 && share > 0, "nothing is free without a try")
    var source = ChoiceSource.replay(smallest.choices)
    _ = property.generator.drawIfPossible(from: &source)
    var search = PartSearch(
      shrinker: self, choices: smallest.choices, spans: source.spans, tries: tries, share: share,
      limit: limit, deadline: deadline)
    try search.explore(children(of: -1, 0..<smallest.choices.count, in: source.spans))
    let together = try search.varyTogether()
    return Explanation(
      freeParts: search.free, varyTogether: together, isComplete: !search.isStopped,
      executions: search.executions)
  }

  /// The spans directly in `range` and the choices between them, in order.
  fileprivate func children(
    of parent: Int, _ range: Range<Int>, in spans: ContiguousArray<ChoiceSpan>
  ) -> [PartOfCase] {
    var parts: [PartOfCase] = []
    var position = range.lowerBound
    for (index, span) in spans.enumerated() where span.parent == parent && span.count > 0 {
      parts += (position..<span.start).map(PartOfCase.choice)
      parts.append(.span(index))
      position = span.end
    }
    return parts + (position..<range.upperBound).map(PartOfCase.choice)
  }
}

private enum PartOfCase {
  case span(Int)
  case choice(Int)
}

/// Draws one part after the other anew.
private struct PartSearch<Value, Failure: Error> {
  let shrinker: Shrinker<Value, Failure>
  let choices: ChoiceSequence
  let spans: ContiguousArray<ChoiceSpan>
  let tries: Int
  let share: Double
  let limit: Int
  let deadline: () -> Bool
  private(set) var free: [FreePart<Value>] = []
  private var freePlaces: [PartOfCase] = []
  private(set) var executions = 0
  private(set) var isStopped = false
  private let seed: Seed

  init(
    shrinker: Shrinker<Value, Failure>, choices: ChoiceSequence,
    spans: ContiguousArray<ChoiceSpan>, tries: Int, share: Double, limit: Int,
    deadline: @escaping () -> Bool
  ) {
    self.shrinker = shrinker
    self.choices = choices
    self.spans = spans
    self.tries = tries
    self.share = share
    self.limit = limit
    self.deadline = deadline
    seed = Seed(0).derived(choices.description)
  }

  mutating func explore(_ parts: [PartOfCase]) throws(Failure) {
    for part in parts where hasRoom() {
      let found = try alternatives(to: part)
      if let found {
        if found.isFree { freePlaces.append(part) }
        free.append(found)
      }
      if case .span(let index) = part, !isStopped, !(found?.isFree ?? false) {
        try explore(shrinker.children(of: index, spans[index].range, in: spans))
      }
    }
  }

  /// Whether as many cases fit as a part has to stand; otherwise that is all.
  private mutating func hasRoom() -> Bool {
    if limit - executions < tries { isStopped = true }
    return !isStopped
  }

  /// The part with what may stand in its place; `nil` if too little may.
  private mutating func alternatives(to part: PartOfCase) throws(Failure) -> FreePart<Value>? {
    var accepted: [JudgedCase<Value>] = []
    var tried = 0
    var seen: Set<ChoiceSequence> = [choices]
    var number = 0
    // Draws that repeat a case or make none are not counted, but there is an end to them.
    while tried < tries, number < 4 * tries {
      let size = min(shrinker.limits.batchSize, tries - tried)
      var batch: [(choices: ChoiceSequence, value: Value)] = []
      while batch.count < size, number < 4 * tries {
        if let drawn = redraw([part], number: number), seen.insert(drawn.choices).inserted {
          batch.append(drawn)
        }
        number += 1
      }
      for judged in try judge(batch) {
        // The rest of a batch that was judged in vain does not count.
        guard Double(tried - accepted.count) <= (1 - share) * Double(tries) else { return nil }
        tried += 1
        executions += 1
        if shrinker.accepts(judged.outcome) { accepted.append(judged) }
      }
      if isStopped { return nil }
    }
    guard tried > 0, Double(accepted.count) >= share * Double(tried) else { return nil }
    switch part {
    case .span(let index):
      return FreePart(
        label: spans[index].label, range: spans[index].range, alternatives: accepted,
        tried: tried)
    case .choice(let place):
      return FreePart(
        label: nil, range: place..<(place + 1), alternatives: accepted, tried: tried)
    }
  }

  /// Whether cases with all free parts drawn anew are accepted.
  mutating func varyTogether() throws(Failure) -> Bool? {
    guard freePlaces.count > 1, hasRoom() else { return nil }
    let drawn = (0..<tries).compactMap { redraw(freePlaces, number: $0) }
    let size = shrinker.limits.batchSize
    for start in stride(from: 0, to: drawn.count, by: size) {
      for judged in try judge(Array(drawn[start..<min(start + size, drawn.count)])) {
        executions += 1
        guard shrinker.accepts(judged.outcome) else { return false }
      }
      if isStopped { return nil }
    }
    return true
  }

  /// The case with the parts drawn anew; `nil` if that makes no usable case.
  private func redraw(
    _ parts: [PartOfCase], number: Int
  ) -> (choices: ChoiceSequence, value: Value)? {
    var current = choices
    // From the back, so that what stands in front keeps its place.
    for (index, part) in parts.enumerated().reversed() {
      let stream = seed.derived(number).derived(index).value
      var source: ChoiceSource
      switch part {
      case .choice(let place):
        source = .replay(
          current, splice: Splice(choice: place, fill: .random(seed: stream)))
      case .span(let span):
        source = .replay(
          current,
          splice: Splice(span: span, end: spans[span].end, fill: .random(seed: stream)))
      }
      let value = shrinker.property.generator.drawIfPossible(from: &source)
      guard let value, source.status == .valid else { return nil }
      current = source.recorded
      if index == 0 { return (current, value) }
    }
    return nil
  }

  /// The cases judged in one batch; none once the deadline has passed.
  private mutating func judge(
    _ batch: [(choices: ChoiceSequence, value: Value)]
  ) throws(Failure) -> [JudgedCase<Value>] {
    guard !batch.isEmpty else { return [] }
    if deadline() {
      isStopped = true
      return []
    }
    return zip(batch, try shrinker.property.evaluate(batch.map(\.value))).map {
      JudgedCase(choices: $0.choices, value: $0.value, outcome: $1)
    }
  }
}
