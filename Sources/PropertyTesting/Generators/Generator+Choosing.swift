extension Generator {
  /// A generator that always gives `value` and draws nothing.
  @inlinable
  public static func just(_ value: Value) -> Generator where Value: Sendable {
    Generator { _ in value }
  }

  /// Always `value`; draws nothing. Run backwards, it takes no other.
  @inlinable
  public static func just(_ value: Value) -> Generator where Value: Sendable & Equatable {
    Generator { _ in
      value
    } encode: { other, _ throws(ChoiceEncodingError) in
      guard other == value else { throw .outOfDomain(reason: "\(other) is not \(value)") }
    }
  }

  /// One of `elements`, every one equally likely; the first is the simplest.
  ///
  /// Of none there is none: the case is given up.
  @inlinable
  public static func element(of elements: [Value]) -> Generator where Value: Sendable {
    Generator.ifPossible({ source in source.element(of: elements) })
  }

  /// One of `elements`, every one equally likely; the first is the simplest.
  ///
  /// Of none there is none: the case is given up.
  @inlinable
  public static func element(
    of elements: [Value]
  ) -> Generator where Value: Sendable & Equatable {
    Generator.ifPossible({ source in
      source.element(of: elements)
    }) { value, encoder throws(ChoiceEncodingError) in
      guard let index = elements.firstIndex(of: value) else {
        throw .outOfDomain(reason: "\(value) is not one of the \(elements.count) elements")
      }
      try encoder.index(index, below: elements.count)
    }
  }

  /// A value of one of `generators`, every one equally likely; put the simplest first.
  @inlinable
  public static func oneOf(_ generators: Generator...) -> Generator {
    oneOf(generators)
  }

  /// A value of one of `generators`, every one equally likely; put the simplest first.
  @inlinable
  public static func oneOf(_ generators: [Generator]) -> Generator {
    guard !generators.isEmpty else { return .impossible("there is nothing to choose from") }
    return Generator.ifPossible({ source in
      source.span("one of") { source in
        generators[source.index(below: generators.count)].drawIfPossible(from: &source)
      }
    }) { value, encoder throws(ChoiceEncodingError) in
      try encoder.first(generators.count) { (index, encoder) throws(ChoiceEncodingError) in
        try encoder.index(index, below: generators.count)
        try generators[index].encode(value, into: &encoder)
      }
    }
  }

  /// A value of one of `generators`, each as likely as its weight says; put the simplest first.
  ///
  /// Where no weight is positive, there is nothing to choose from, and the case is given up.
  ///
  /// - Precondition: weights are not negative.
  @inlinable
  public static func weighted(_ generators: [(weight: Int, generator: Generator)]) -> Generator {
    let usable = generators.filter { $0.weight != 0 }
    guard !usable.isEmpty else { return .impossible("no weight is positive") }
    precondition(usable.allSatisfy { $0.weight > 0 }, "weights are not negative")
    return Generator.ifPossible({ source in
      source.span("one of") { source in
        // A row of yes-or-no decisions, the simplest branch first: a branch keeps its place in the
        // order, and its weight only decides how often it is tried.
        var remaining = usable.reduce(0) { $0 + $1.weight }
        for choice in usable.dropLast() {
          let goOn = source.boolean(
            probability: Double(remaining - choice.weight) / Double(remaining))
          guard goOn else { return choice.generator.drawIfPossible(from: &source) }
          remaining -= choice.weight
        }
        return usable[usable.count - 1].generator.drawIfPossible(from: &source)
      }
    }) { value, encoder throws(ChoiceEncodingError) in
      try encoder.first(usable.count) { (index, encoder) throws(ChoiceEncodingError) in
        for _ in 0..<index { try encoder.boolean(true) }
        if index < usable.count - 1 { try encoder.boolean(false) }
        try usable[index].generator.encode(value, into: &encoder)
      }
    }
  }

  /// `nil`, the simplest, or a value of `wrapped`.
  @inlinable
  public static func optional<Wrapped>(
    _ wrapped: Generator<Wrapped>, probability: Double = 0.5
  ) -> Generator where Value == Wrapped? {
    Generator.ifPossible({ source in
      source.span("optional") { source in
        guard source.boolean(probability: probability) else { return .some(nil) }
        return wrapped.drawIfPossible(from: &source).map { $0 }
      }
    }) { value, encoder throws(ChoiceEncodingError) in
      try encoder.boolean(value != nil, probability: probability)
      if let value { try wrapped.encode(value, into: &encoder) }
    }
  }

  /// Values that hold values of the same kind: trees, expressions.
  ///
  ///     let expression = Generator<Expression>.recursive(depth: 4, leaf: number) { part in
  ///       .oneOf(sum(of: part), quotient(of: part))
  ///     }
  ///
  /// - Parameters:
  ///   - depth: how many times `branch` can be applied.
  ///   - leaf: the values that hold no others, the simplest.
  ///   - probability: of a branch wherever the depth allows one.
  ///   - branch: makes values that hold values of the given generator.
  @inlinable
  public static func recursive(
    depth: Int, leaf: Generator, probability: Double = 0.5,
    branch: (Generator) -> Generator
  ) -> Generator {
    precondition(depth >= 0, "a depth is not negative")
    var result = leaf
    for level in 0...depth {
      let extended = level == 0 ? leaf : branch(result)
      // At the greatest depth the flag is recorded too: parts look alike at any depth, so that the
      // shrinker can put one in the place of another.
      let chance = level == 0 ? 0 : probability
      result = Generator.ifPossible({ source in
        source.span("recursive") { source in
          source.boolean(probability: chance)
            ? extended.drawIfPossible(from: &source) : leaf.drawIfPossible(from: &source)
        }
      }) { value, encoder throws(ChoiceEncodingError) in
        try encoder.first(chance > 0 ? 2 : 1) { (index, encoder) throws(ChoiceEncodingError) in
          try encoder.boolean(index == 1)
          try (index == 1 ? extended : leaf).encode(value, into: &encoder)
        }
      }
    }
    return result
  }
}

extension Generator<Bool> {
  /// A truth value; the simplest is `false`.
  @inlinable
  public static func boolean(probability: Double = 0.5) -> Generator {
    Generator { source in
      source.boolean(probability: probability)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.boolean(value, probability: probability)
    }
  }
}

extension Generator<Int> {
  /// An integer; see ``ChoiceSource/integer(in:towards:)``.
  @inlinable
  public static func integer(
    in range: ClosedRange<Int> = .min ... .max, towards: Int? = nil
  ) -> Generator<Int> {
    Generator { source in
      source.integer(in: range, towards: towards)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.integer(value, in: range, towards: towards)
    }
  }
}

extension Generator<Double> {
  /// See ``ChoiceSource/float(in:orNaN:)``: without arguments any number, infinities and NaN among
  /// them.
  @inlinable
  public static func float(
    in range: ClosedRange<Double> = -.infinity ... .infinity, orNaN: Bool? = nil
  ) -> Generator {
    Generator { source in
      source.float(in: range, orNaN: orNaN)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.float(value, in: range, orNaN: orNaN)
    }
  }
}

extension Generator<String> {
  /// A text; see ``ChoiceSource/text(of:count:)``.
  public static func text(
    of alphabet: Alphabet = .ascii, count: ClosedRange<Int> = 0...16
  ) -> Generator {
    guard count.lowerBound >= 0, !alphabet.letters.isEmpty || count.upperBound == 0 else {
      return .impossible("no text of \(count) letters can be made of \(alphabet.letters.count)")
    }
    return Generator { source in
      source.text(of: alphabet, count: count)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.text(value, of: alphabet, count: count)
    }
  }
}

extension Generator<[UInt8]> {
  /// Bytes; see ``ChoiceSource/bytes(count:)``.
  public static func bytes(count: ClosedRange<Int> = 0...16) -> Generator {
    guard count.lowerBound >= 0 else { return .impossible("no row has \(count) bytes") }
    return Generator { source in
      source.bytes(count: count)
    } encode: { value, encoder throws(ChoiceEncodingError) in
      try encoder.bytes(value, count: count)
    }
  }
}
