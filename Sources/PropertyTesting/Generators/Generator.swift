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
public struct Generator<Value>: Sendable {
  private let body: @Sendable (inout ChoiceSource) -> Value

  /// - Parameter body: makes a value; equal choices must give equal values.
  public init(_ body: @escaping @Sendable (inout ChoiceSource) -> Value) {
    self.body = body
  }

  /// Makes a value. It is usable if the source's status is `valid` afterwards.
  public func draw(from source: inout ChoiceSource) -> Value {
    body(&source)
  }

  /// The value that `choices` stand for; `nil` if they don't fit the generator.
  ///
  /// Choices that are not allowed where they stand give way to the simplest ones; with `exactly`,
  /// that and superfluous choices make the result `nil` too: the value is no longer in the domain.
  public func value(replaying choices: ChoiceSequence, exactly: Bool = false) -> Value? {
    var source = ChoiceSource.replay(choices)
    let value = draw(from: &source)
    guard source.status == .valid else { return nil }
    return exactly && source.recorded != choices ? nil : value
  }
}

extension Generator {
  /// What `transform` makes of each value.
  public func map<New>(_ transform: @escaping @Sendable (Value) -> New) -> Generator<New> {
    Generator<New> { source in transform(self.draw(from: &source)) }
  }

  /// A value of the generator that `transform` makes from a value.
  public func flatMap<New>(
    _ transform: @escaping @Sendable (Value) -> Generator<New>
  ) -> Generator<New> {
    Generator<New> { source in transform(self.draw(from: &source)).draw(from: &source) }
  }

  /// The values that satisfy `isIncluded`.
  ///
  /// Tries again in spans marked as discarded; after `attempts` failures it gives the case up.
  /// Rather construct values that satisfy the condition where you can: it is faster.
  public func filter(
    attempts: Int = 4, _ isIncluded: @escaping @Sendable (Value) -> Bool
  ) -> Generator {
    precondition(attempts > 0, "a filter tries at least once")
    return Generator { source in
      for attempt in 1... {
        let (value, isDone) = source.span("attempt") { source in
          let value = self.draw(from: &source)
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
    }
  }
}
