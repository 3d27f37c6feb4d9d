/// A way of making values from choices.
///
/// A generator needs no shrinker of its own: the engine shrinks the choices and makes the value
/// again. Two habits give good shrinking: draw the simplest alternative first, and wrap in a span
/// what belongs together.
///
///     let pair = Generator { source in
///       let low = source.integer(in: 0...100)
///       return (low, source.integer(in: low...100))
///     }
///
/// A generator with an inverse can also be run backwards, see ``ChoiceEncoder``.
public struct Generator<Value>: Sendable {
  /// Takes down the choices that make a value.
  public typealias Inverse =
    @Sendable (Value, inout ChoiceEncoder) throws(ChoiceEncodingError) -> Void

  @usableFromInline let body: @Sendable (inout ChoiceSource) -> Value?
  @usableFromInline let inverse: Inverse?

  /// - Parameter body: makes a value; equal choices must give equal values.
  @inlinable
  public init(_ body: @escaping @Sendable (inout ChoiceSource) -> Value) {
    self.body = body
    self.inverse = nil
  }

  @usableFromInline
  init(body: @escaping @Sendable (inout ChoiceSource) -> Value?, inverse: Inverse?) {
    self.body = body
    self.inverse = inverse
  }

  /// A generator that may find that there is no value to make: `nil` gives the case up.
  ///
  /// - Parameters:
  ///   - body: makes a value, or `nil`; equal choices must give equal values.
  ///   - encode: takes down the choices with which `body` makes a given value, or throws; without it,
  ///     the generator can't be run backwards.
  @inlinable
  public static func ifPossible(
    _ body: @escaping @Sendable (inout ChoiceSource) -> Value?, encode: Inverse? = nil
  ) -> Generator {
    Generator(body: body, inverse: encode)
  }

  /// A generator without values: every case that draws from it is given up.
  ///
  /// - Parameter reason: why there are none, for a run that therefore has no cases.
  public static func impossible(_ reason: String) -> Generator {
    Generator.ifPossible({ source in
      source.discardCase(reason)
      return nil
    }) { _, _ throws(ChoiceEncodingError) in throw .outOfDomain(reason: reason) }
  }

  /// A generator that can be run backwards.
  ///
  /// - Parameters:
  ///   - body: makes a value; equal choices must give equal values.
  ///   - encode: takes down the choices with which `body` makes a given value, or throws.
  @inlinable
  public init(
    _ body: @escaping @Sendable (inout ChoiceSource) -> Value, encode: @escaping Inverse
  ) {
    self.body = body
    self.inverse = encode
  }

  /// Makes a value. It is usable if the source's status is `valid` afterwards.
  ///
  /// - Precondition: the generator has values. From one that may have none, like an element of a
  ///   collection that may be empty, use ``drawIfPossible(from:)``.
  @inlinable
  public func draw(from source: inout ChoiceSource) -> Value {
    guard let value = body(&source) else {
      preconditionFailure(
        "the generator has no values (\(source.discardReason ?? "empty")): use drawIfPossible(from:)"
      )
    }
    return value
  }

  /// Makes a value; `nil` where there is none, and the case is given up.
  @inlinable
  public func drawIfPossible(from source: inout ChoiceSource) -> Value? {
    guard let value = body(&source) else {
      source.discardCase()
      return nil
    }
    return value
  }

  /// The value that `choices` stand for; `nil` if they don't fit the generator.
  ///
  /// Choices that are not allowed where they stand give way to the simplest ones; with `exactly`,
  /// that and superfluous choices make the result `nil` too: the value is no longer in the domain.
  public func value(replaying choices: ChoiceSequence, exactly: Bool = false) -> Value? {
    var source = ChoiceSource.replay(choices)
    guard let value = drawIfPossible(from: &source), source.status == .valid else { return nil }
    return exactly && source.recorded != choices ? nil : value
  }
}

extension Generator {
  /// What `transform` makes of each value.
  @inlinable
  public func map<New>(_ transform: @escaping @Sendable (Value) -> New) -> Generator<New> {
    Generator<New>.ifPossible({ source in self.drawIfPossible(from: &source).map(transform) })
  }

  /// What `transform` makes of each value, with the way back.
  ///
  /// - Parameters:
  ///   - transform: makes the new value.
  ///   - inverse: the value that `transform` makes this one from; `nil` if there is none.
  @inlinable
  public func map<New>(
    _ transform: @escaping @Sendable (Value) -> New,
    inverse: @escaping @Sendable (New) -> Value?
  ) -> Generator<New> {
    Generator<New>.ifPossible({ source in
      self.drawIfPossible(from: &source).map(transform)
    }) { new, encoder throws(ChoiceEncodingError) in
      guard let value = inverse(new) else {
        throw .outOfDomain(reason: "\(new) is the image of no value")
      }
      try self.encode(value, into: &encoder)
    }
  }

  /// A value of the generator that `transform` makes from a value.
  @inlinable
  public func flatMap<New>(
    _ transform: @escaping @Sendable (Value) -> Generator<New>
  ) -> Generator<New> {
    Generator<New>.ifPossible({ source in
      guard let value = self.drawIfPossible(from: &source) else { return nil }
      return transform(value).drawIfPossible(from: &source)
    })
  }

  /// A value of the generator that `transform` makes from a value, with the way back.
  ///
  /// - Parameters:
  ///   - transform: the generator to draw from, by a value of this one.
  ///   - inverse: the value whose generator makes this one; `nil` if there is none.
  @inlinable
  public func flatMap<New>(
    _ transform: @escaping @Sendable (Value) -> Generator<New>,
    inverse: @escaping @Sendable (New) -> Value?
  ) -> Generator<New> {
    Generator<New>.ifPossible({ source in
      guard let value = self.drawIfPossible(from: &source) else { return nil }
      return transform(value).drawIfPossible(from: &source)
    }) { new, encoder throws(ChoiceEncodingError) in
      guard let value = inverse(new) else {
        throw .outOfDomain(reason: "no generator is known that makes \(new)")
      }
      try self.encode(value, into: &encoder)
      try transform(value).encode(new, into: &encoder)
    }
  }

  /// The values that satisfy `isIncluded`.
  ///
  /// Tries again in spans marked as discarded; after `attempts` failures it gives the case up.
  /// Rather construct values that satisfy the condition where you can: it is faster.
  @inlinable
  public func filter(
    attempts: Int = 100, _ isIncluded: @escaping @Sendable (Value) -> Bool
  ) -> Generator {
    precondition(attempts > 0, "a filter tries at least once")
    return Generator.ifPossible({ source in
      for attempt in 1... {
        let (value, isDone): (Value?, Bool) = source.span("attempt") { source in
          guard let value = self.drawIfPossible(from: &source) else { return (nil, true) }
          if isIncluded(value) || source.status != .valid { return (value, true) }
          source.discardSpan()
          guard attempt < attempts else {
            source.discardCase()
            return (value, true)
          }
          return (value, false)
        }
        if isDone { return value }
      }
      preconditionFailure("the last attempt returns")
    }) { value, encoder throws(ChoiceEncodingError) in
      guard isIncluded(value) else { throw .outOfDomain(reason: "\(value) is filtered out") }
      try self.encode(value, into: &encoder)
    }
  }
}

// MARK: - Backwards

extension Generator {
  /// The choices that make `value`: the generator run backwards.
  ///
  /// So a value from a file, or one that no generator made, is told to be in the domain or not, and
  /// can be shrunk like any other. The choices are replayed before they are returned: what comes of
  /// them is a value of the generator. That it is *this* value rests on the inverse; where values
  /// can be compared, the one for `Equatable` values makes sure of it.
  public func encode(_ value: Value) throws(ChoiceEncodingError) -> ChoiceSequence {
    try encode(value) { _, _ in true }
  }

  /// The choices that make `value`.
  ///
  /// - Parameters:
  ///   - value: to be made by the choices.
  ///   - isSame: told `value` and what the choices make; `false` if that won't do.
  public func encode(
    _ value: Value, isSame: (Value, Value) -> Bool
  ) throws(ChoiceEncodingError) -> ChoiceSequence {
    var encoder = ChoiceEncoder()
    try encode(value, into: &encoder)
    let choices = encoder.encoded
    guard let again = self.value(replaying: choices, exactly: true) else {
      throw .outOfDomain(reason: "its choices \(choices) are not the generator's")
    }
    guard isSame(value, again) else {
      throw .outOfDomain(reason: "its choices make \(again)")
    }
    return choices
  }

  /// Takes down the choices that make `value` as part of a larger value.
  public func encode(
    _ value: Value, into encoder: inout ChoiceEncoder
  ) throws(ChoiceEncodingError) {
    guard let inverse else { throw .notInvertible }
    try inverse(value, &encoder)
  }
}

extension Generator where Value: Equatable {
  /// The choices that make exactly `value`: the generator run backwards.
  public func encode(_ value: Value) throws(ChoiceEncodingError) -> ChoiceSequence {
    // NaN is not equal to itself, and yet the same.
    try encode(value) { $0 == $1 || ($0 != $0 && $1 != $1) }
  }
}
