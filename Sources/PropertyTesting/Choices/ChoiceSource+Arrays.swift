import Artifacts

extension ChoiceSource {
  /// An array whose length lies in `count`, of what `element` draws, with the structure that
  /// shrinks best. `Generator.array(of:count:)` for code that draws directly.
  @inlinable
  public mutating func array<Element>(
    count: ClosedRange<Int>, of element: (inout ChoiceSource) -> Element
  ) -> [Element] {
    // Elements that are always possible make a whole array.
    arrayIfPossible(count: count) { element(&$0) } ?? []
  }

  /// `nil`, and the case is given up, where an element is `nil`.
  @inlinable
  public mutating func arrayIfPossible<Element>(
    count: ClosedRange<Int>, of element: (inout ChoiceSource) -> Element?
  ) -> [Element]? {
    var elements: [Element] = []
    let outer = openSpan("array")
    if count.lowerBound == count.upperBound {
      elements.reserveCapacity(count.lowerBound)
      for _ in 0..<count.lowerBound {
        let span = openSpan(.element)
        let made = element(&self)
        closeSpan(span)
        guard let made else { return impossibleArray(outer) }
        elements.append(made)
      }
    } else {
      let probability = probabilityOfMore(count: count)
      var goesOn = true
      while goesOn {
        let span = openSpan(.element)
        // Where the bounds leave nothing to decide, the flag is recorded all the same: elements
        // look alike wherever they stand, so that any of them can go.
        let number = elements.count
        goesOn = boolean(
          probability: number < count.lowerBound
            ? 1 : number == count.upperBound ? 0 : probability)
        // Even a case that is over gets the elements that callers may count on.
        if !goesOn, number < count.lowerBound { goesOn = true }
        var isPossible = true
        if goesOn {
          if let made = element(&self) { elements.append(made) } else { isPossible = false }
        } else {
          // Nobody's sibling: sorting the elements must not move it.
          relabelSpan(.endOfArray)
        }
        closeSpan(span)
        guard isPossible else { return impossibleArray(outer) }
      }
    }
    closeSpan(outer)
    return elements
  }

  @usableFromInline
  mutating func impossibleArray<Element>(_ span: Int) -> [Element]? {
    closeSpan(span)
    discardCase()
    return nil
  }

  /// The probability of one more element.
  @usableFromInline
  func probabilityOfMore(count: ClosedRange<Int>) -> Double {
    SplitMix64.probabilityOfMore(count: count, size: size)
  }

  /// How often an element that is there already is drawn again.
  private static var distinctAttempts: Int { 8 }

  mutating func distinctArray<Element: Hashable>(
    of element: Generator<Element>, count: ClosedRange<Int>
  ) -> [Element]? {
    distinctArray(of: element, count: count) { element, _ in element }
  }

  /// An array of what `complete` makes of different keys.
  mutating func distinctArray<Key: Hashable, Element>(
    of key: Generator<Key>, count: ClosedRange<Int>,
    complete: (Key, inout ChoiceSource) -> Element?
  ) -> [Element]? {
    var seen: Set<Key> = []
    return arrayIfPossible(count: count) { source in
      for _ in 0..<Self.distinctAttempts {
        let (value, isNew): (Key?, Bool) = source.span("attempt") { source in
          guard let value = key.drawIfPossible(from: &source) else { return (nil, true) }
          let isNew = seen.insert(value).inserted
          if !isNew { source.discardSpan() }
          return (value, isNew)
        }
        if isNew || source.status != .valid { return value.flatMap { complete($0, &source) } }
      }
      source.discardCase()
      return key.drawIfPossible(from: &source).flatMap { complete($0, &source) }
    }
  }
}
