extension Generator {
  /// Arrays whose length lies in `count`.
  ///
  /// A flag before each element says whether to go on; flag and element share a span, so that
  /// dropping an element is dropping one stretch of choices.
  @inlinable
  public static func array<Element>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...16
  ) -> Generator where Value == [Element] {
    guard count.lowerBound >= 0 else { return .impossible("no array has \(count) elements") }
    return Generator.ifPossible({ source in
      source.arrayIfPossible(count: count) { source in element.drawIfPossible(from: &source) }
    }) { elements, encoder throws(ChoiceEncodingError) in
      try encoder.array(elements, count: count) { (value, encoder) throws(ChoiceEncodingError) in
        try element.encode(value, into: &encoder)
      }
    }
  }

  /// The elements of `elements` in any order; the given order is the simplest.
  public static func permutation<Element: Sendable & Equatable>(
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
    } encode: { permuted, encoder throws(ChoiceEncodingError) in
      var rest = elements
      for (index, element) in permuted.enumerated() {
        guard let other = rest.firstIndex(of: element) else {
          throw .outOfDomain(reason: "\(element) is not there, or not so often")
        }
        rest.remove(at: other)
        if index < elements.count - 1 { try encoder.index(other, below: rest.count + 1) }
      }
      guard rest.isEmpty else { throw .outOfDomain(reason: "\(rest[0]) is missing") }
    }
  }

  /// A subset of `elements` in their order; the simplest is empty.
  ///
  /// - Parameters:
  ///   - elements: the elements to choose from.
  ///   - probability: the probability with which each element is included.
  public static func subset<Element: Sendable & Equatable>(
    of elements: [Element], probability: Double = 0.5
  ) -> Generator where Value == [Element] {
    Generator { source in
      source.span("subset") { source in
        elements.filter { _ in source.boolean(probability: probability) }
      }
    } encode: { some, encoder throws(ChoiceEncodingError) in
      var rest = some[...]
      for element in elements {
        let isThere = rest.first == element
        if isThere { rest.removeFirst() }
        try encoder.boolean(isThere, probability: probability)
      }
      if let extra = rest.first {
        throw .outOfDomain(reason: "\(extra) is not there, or not in this order")
      }
    }
  }

  /// Arrays without equal elements, whose length lies in `count`.
  ///
  /// An element that is there already is drawn again, a few times; where nothing new comes of it,
  /// the case is given up.
  public static func distinctArray<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...16
  ) -> Generator where Value == [Element] {
    guard count.lowerBound >= 0 else { return .impossible("no array has \(count) elements") }
    return Generator.ifPossible({ source in
      source.distinctArray(of: element, count: count)
    }) { elements, encoder throws(ChoiceEncodingError) in
      var seen: Set<Element> = []
      for element in elements where !seen.insert(element).inserted {
        throw .outOfDomain(reason: "\(element) is there twice")
      }
      try encoder.array(elements, count: count) { (value, encoder) throws(ChoiceEncodingError) in
        try element.encode(value, into: &encoder)
      }
    }
  }

  /// Sets with as many elements as `count` says.
  ///
  /// A `Set` has no order that one may rely on: a property that goes through its elements should
  /// sort them, or take `distinctArray(of:count:)`.
  public static func set<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...16
  ) -> Generator where Value == Set<Element> {
    guard count.lowerBound >= 0 else { return .impossible("no set has \(count) elements") }
    return Generator.ifPossible({ source in
      source.distinctArray(of: element, count: count).map { Set($0) }
    }) { elements, encoder throws(ChoiceEncodingError) in
      // In the order of their choices: a set's own order changes from process to process.
      var ordered: [(choices: ChoiceSequence, element: Element)] = []
      for value in elements {
        var single = ChoiceEncoder()
        try element.encode(value, into: &single)
        ordered.append((single.encoded, value))
      }
      ordered.sort { $0.choices < $1.choices }
      try encoder.array(ordered, count: count) { (value, encoder) throws(ChoiceEncodingError) in
        try element.encode(value.element, into: &encoder)
      }
    }
  }
}
