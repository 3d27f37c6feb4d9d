extension Shrinker {
  /// Finds out which parts of a failing case may vary freely.
  ///
  /// Outer parts are tried before those within them. A part counts as free once `tries` different
  /// cases in which only it was drawn anew have all been accepted, or as many as there are. What is
  /// drawn follows from the case alone, so that equal cases are explained alike.
  ///
  /// - Parameters:
  ///   - smallest: the case to explain; usually one that was shrunk.
  ///   - tries: different cases that a part has to stand.
  ///   - limit: cases to judge at most; a part is begun only if `tries` more fit.
  ///   - deadline: asked before each batch; `true` ends with what is known.
  /// - Throws: what judging throws.
  public func explain(
    _ smallest: JudgedCase<Value>, tries: Int = 12, limit: Int = .max,
    deadline: @escaping () -> Bool = { false }
  ) throws(Failure) -> Explanation<Value> {
    precondition(tries > 0, "nothing is free without a try")
    var source = ChoiceSource.replay(smallest.choices)
    _ = property.generator.draw(from: &source)
    var search = PartSearch(
      shrinker: self, choices: smallest.choices, spans: source.spans, tries: tries, limit: limit,
      deadline: deadline)
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
  let limit: Int
  let deadline: () -> Bool
  private(set) var free: [FreePart<Value>] = []
  private var freePlaces: [PartOfCase] = []
  private(set) var executions = 0
  private(set) var isStopped = false
  private let seed: Seed

  init(
    shrinker: Shrinker<Value, Failure>, choices: ChoiceSequence,
    spans: ContiguousArray<ChoiceSpan>, tries: Int, limit: Int, deadline: @escaping () -> Bool
  ) {
    self.shrinker = shrinker
    self.choices = choices
    self.spans = spans
    self.tries = tries
    self.limit = limit
    self.deadline = deadline
    seed = Seed(0).derived(choices.description)
  }

  mutating func explore(_ parts: [PartOfCase]) throws(Failure) {
    for part in parts where hasRoom() {
      let alternatives = try alternatives(to: part)
      if !alternatives.isEmpty {
        freePlaces.append(part)
        switch part {
        case .span(let index):
          free.append(
            FreePart(
              label: spans[index].label, range: spans[index].range, alternatives: alternatives))
        case .choice(let place):
          free.append(FreePart(label: nil, range: place..<(place + 1), alternatives: alternatives))
        }
      } else if case .span(let index) = part, !isStopped {
        try explore(shrinker.children(of: index, spans[index].range, in: spans))
      }
    }
  }

  /// Whether as many cases fit as a part has to stand; otherwise that is all.
  private mutating func hasRoom() -> Bool {
    if limit - executions < tries { isStopped = true }
    return !isStopped
  }

  /// Cases with the part drawn anew; none if one of them is not accepted.
  private mutating func alternatives(
    to part: PartOfCase
  ) throws(Failure) -> [JudgedCase<Value>] {
    var found: [JudgedCase<Value>] = []
    var seen: Set<ChoiceSequence> = [choices]
    var number = 0
    // Draws that repeat a case or make none are not counted, but there is an end to them.
    while found.count < tries, number < 4 * tries {
      let size = min(shrinker.limits.batchSize, tries - found.count)
      var batch: [(choices: ChoiceSequence, value: Value)] = []
      while batch.count < size, number < 4 * tries {
        if let drawn = redraw([part], number: number), seen.insert(drawn.choices).inserted {
          batch.append(drawn)
        }
        number += 1
      }
      guard let accepted = try judge(batch) else { return [] }
      found += accepted
    }
    return found
  }

  /// Whether cases with all free parts drawn anew are accepted.
  mutating func varyTogether() throws(Failure) -> Bool? {
    guard free.count > 1, hasRoom() else { return nil }
    let drawn = (0..<tries).compactMap { redraw(freePlaces, number: $0) }
    let size = shrinker.limits.batchSize
    for start in stride(from: 0, to: drawn.count, by: size) {
      guard try judge(Array(drawn[start..<min(start + size, drawn.count)])) != nil else {
        return isStopped ? nil : false
      }
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
      let value = shrinker.property.generator.draw(from: &source)
      guard source.status == .valid else { return nil }
      current = source.recorded
      if index == 0 { return (current, value) }
    }
    return nil
  }

  /// The judged cases; `nil` if one is not accepted.
  private mutating func judge(
    _ batch: [(choices: ChoiceSequence, value: Value)]
  ) throws(Failure) -> [JudgedCase<Value>]? {
    guard !batch.isEmpty else { return [] }
    if deadline() {
      isStopped = true
      return nil
    }
    let outcomes = try shrinker.property.evaluate(batch.map(\.value))
    if let refused = outcomes.firstIndex(where: { !shrinker.accepts($0) }) {
      executions += refused + 1
      return nil
    }
    executions += batch.count
    return zip(batch, outcomes).map {
      JudgedCase(choices: $0.choices, value: $0.value, outcome: $1)
    }
  }
}
