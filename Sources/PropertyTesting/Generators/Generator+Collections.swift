extension Generator {
  /// Arrays whose length lies in `count`.
  ///
  /// A flag before each element says whether to go on; flag and element share a span, so that
  /// dropping an element is dropping one stretch of choices.
  public static func array<Element>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...16
  ) -> Generator where Value == [Element] {
    precondition(count.lowerBound >= 0, "no array has fewer than no elements")
    return Generator { source in
      source.array(count: count) { source in element.draw(from: &source) }
    }
  }

  /// The elements of `elements` in any order; the given order is the simplest.
  public static func permutation<Element: Sendable>(
    of elements: [Element]
  ) -> Generator where Value == [Element] {
    Generator { source in
      source.span("permutation") { source in
        var result = elements
        for index in result.indices.dropLast() {
          // Rotating, not swapping: the elements passed over keep their order.
          let other = index + source.index(below: result.count - index)
          result.insert(result.remove(at: other), at: index)
        }
        return result
      }
    }
  }

  /// Some of the elements of `elements`, in their order; none is the simplest.
  ///
  /// - Parameter probability: of each element's being there.
  public static func subset<Element: Sendable>(
    of elements: [Element], probability: Double = 0.5
  ) -> Generator where Value == [Element] {
    Generator { source in
      source.span("subset") { source in
        elements.filter { _ in source.boolean(probability: probability) }
      }
    }
  }
}

extension ChoiceSource {
  /// An array whose length lies in `count`, of what `element` draws, with the structure that
  /// shrinks best. ``Generator/array(of:count:)`` for code that draws directly.
  public mutating func array<Element>(
    count: ClosedRange<Int>, of element: (inout ChoiceSource) -> Element
  ) -> [Element] {
    var elements: [Element] = []
    let probability = Self.probabilityOfMore(count: count)
    span("array") { source in
      guard count.lowerBound < count.upperBound else {
        for _ in 0..<count.lowerBound { elements.append(source.span(.element, element)) }
        return
      }
      var goesOn = true
      while goesOn {
        goesOn = source.span(.element) { source in
          // Where the bounds leave nothing to decide, the flag is recorded all the same: elements
          // look alike wherever they stand, so that any of them can go.
          let flag: Bool
          if elements.count < count.lowerBound {
            flag = source.forced(true)
          } else if elements.count == count.upperBound {
            flag = source.forced(false)
          } else {
            flag = source.boolean(probability: probability)
          }
          if flag {
            elements.append(element(&source))
          } else {
            // Nobody's sibling: sorting the elements must not move it.
            source.relabelSpan("end of array")
          }
          // Even a case that is over gets the elements that callers may count on.
          return flag && (source.status == .valid || elements.count < count.lowerBound)
        }
      }
    }
    return elements
  }

  /// Of one more element, so that lengths are spread over the range but mostly moderate.
  private static func probabilityOfMore(count: ClosedRange<Int>) -> Double {
    let low = Double(count.lowerBound)
    let middle = (low + Double(count.upperBound)) / 2
    let mean = min(max(low * 2, low + 6), middle)
    // Beyond the least length the length is geometric with mean m: p = m / (1 + m).
    let extra = mean - low
    return extra / (1 + extra)
  }
}
