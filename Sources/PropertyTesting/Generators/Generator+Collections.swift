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
      while elements.count < count.upperBound {
        let goesOn = source.span("element") { source in
          let isDemanded = elements.count < count.lowerBound && source.status == .valid
          guard isDemanded || source.boolean(probability: probability) else {
            // Nobody's sibling: sorting the elements must not move it.
            source.relabelSpan("end of array")
            return false
          }
          elements.append(element(&source))
          return true
        }
        if !goesOn { break }
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
