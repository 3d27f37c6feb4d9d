import Artifacts

extension ChoiceSource {
  /// An array whose length lies in `count`, of what `element` draws, with the structure that
  /// shrinks best. ``Generator/array(of:count:)`` for code that draws directly.
  @inlinable
  public mutating func array<Element>(
    count: ClosedRange<Int>, of element: (inout ChoiceSource) -> Element
  ) -> [Element] {
    var elements: [Element] = []
    let span = openSpan("array")
    if count.lowerBound == count.upperBound {
      elements.reserveCapacity(count.lowerBound)
      for _ in 0..<count.lowerBound {
        let span = openSpan(.element)
        elements.append(element(&self))
        closeSpan(span)
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
        if goesOn {
          elements.append(element(&self))
        } else {
          // Nobody's sibling: sorting the elements must not move it.
          relabelSpan(.endOfArray)
        }
        closeSpan(span)
      }
    }
    closeSpan(span)
    return elements
  }

  /// Of one more element.
  @usableFromInline
  func probabilityOfMore(count: ClosedRange<Int>) -> Double {
    SplitMix64.probabilityOfMore(count: count, size: size)
  }

  /// How often an element that is there already is drawn again.
  private static var distinctAttempts: Int { 8 }

  mutating func distinctArray<Element: Hashable>(
    of element: Generator<Element>, count: ClosedRange<Int>
  ) -> [Element] {
    distinctArray(of: element, count: count) { element, _ in element }
  }

  /// An array of what `complete` makes of different keys.
  mutating func distinctArray<Key: Hashable, Element>(
    of key: Generator<Key>, count: ClosedRange<Int>,
    complete: (Key, inout ChoiceSource) -> Element
  ) -> [Element] {
    var seen: Set<Key> = []
    return array(count: count) { source in
      for _ in 0..<Self.distinctAttempts {
        let (value, isNew) = source.span("attempt") { source in
          let value = key.draw(from: &source)
          let isNew = seen.insert(value).inserted
          if !isNew { source.discardSpan() }
          return (value, isNew)
        }
        if isNew || source.status != .valid { return complete(value, &source) }
      }
      source.discardCase()
      return complete(key.draw(from: &source), &source)
    }
  }
}
