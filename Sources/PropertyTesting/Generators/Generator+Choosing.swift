extension Generator {
  /// Always `value`; draws nothing.
  public static func just(_ value: Value) -> Generator where Value: Sendable {
    Generator { _ in value }
  }

  /// One of `elements`, every one equally likely; the first is the simplest.
  ///
  /// - Precondition: `elements` is not empty.
  public static func element(of elements: [Value]) -> Generator where Value: Sendable {
    precondition(!elements.isEmpty, "there is no element of an empty collection")
    return Generator { source in elements[source.index(below: elements.count)] }
  }

  /// A value of one of `generators`, every one equally likely; put the simplest first.
  ///
  /// - Precondition: `generators` is not empty.
  public static func oneOf(_ generators: Generator...) -> Generator {
    oneOf(generators)
  }

  /// A value of one of `generators`, every one equally likely; put the simplest first.
  public static func oneOf(_ generators: [Generator]) -> Generator {
    precondition(!generators.isEmpty, "there is nothing to choose from")
    return Generator { source in
      source.span("one of") { source in
        generators[source.index(below: generators.count)].draw(from: &source)
      }
    }
  }

  /// A value of one of `generators`, each as likely as its weight says; put the simplest first.
  ///
  /// - Precondition: weights are not negative, and one at least is positive.
  public static func weighted(_ generators: [(weight: Int, generator: Generator)]) -> Generator {
    let usable = generators.filter { $0.weight != 0 }
    precondition(!usable.isEmpty, "one weight at least is positive")
    precondition(usable.allSatisfy { $0.weight > 0 }, "weights are not negative")
    return Generator { source in
      source.span("one of") { source in
        // A row of yes-or-no decisions, the simplest branch first: a branch keeps its place in the
        // order, and its weight only decides how often it is tried.
        var remaining = usable.reduce(0) { $0 + $1.weight }
        for choice in usable.dropLast() {
          let goOn = source.boolean(
            probability: Double(remaining - choice.weight) / Double(remaining))
          guard goOn else { return choice.generator.draw(from: &source) }
          remaining -= choice.weight
        }
        return usable[usable.count - 1].generator.draw(from: &source)
      }
    }
  }

  /// `nil`, the simplest, or a value of `wrapped`.
  public static func optional<Wrapped>(
    _ wrapped: Generator<Wrapped>, probability: Double = 0.5
  ) -> Generator where Value == Wrapped? {
    Generator { source in
      source.span("optional") { source in
        source.boolean(probability: probability) ? wrapped.draw(from: &source) : nil
      }
    }
  }
}

extension Generator<Bool> {
  /// `false`, the simplest, or `true`.
  public static func boolean(probability: Double = 0.5) -> Generator {
    Generator { source in source.boolean(probability: probability) }
  }
}

extension Generator<Int> {
  /// See ``ChoiceSource/integer(in:towards:)``.
  public static func integer(
    in range: ClosedRange<Int> = .min ... .max, towards: Int? = nil
  ) -> Generator {
    Generator { source in source.integer(in: range, towards: towards) }
  }
}

extension Generator<Double> {
  /// See ``ChoiceSource/float(in:)``.
  public static func float(in range: ClosedRange<Double>) -> Generator {
    Generator { source in source.float(in: range) }
  }
}
