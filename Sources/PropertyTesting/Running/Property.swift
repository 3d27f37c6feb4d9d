/// A statement that must hold for every value of a generator.
///
/// A property that looks at one value at a time is written with ``init(_:generator:holds:)``, and
/// fails where it throws. If values are judged in batches, as a model scores them, `Failure` is the
/// error thrown when judging can't decide, for example because a model died. It ends the run.
public struct Property<Value, Failure: Error>: Sendable {
  /// The name under which the property's failures are stored; keep it when the code changes.
  public let identifier: String
  public let generator: Generator<Value>
  /// One outcome per value, in order.
  public let evaluate: @Sendable ([Value]) throws(Failure) -> [PropertyOutcome]

  /// A property that judges many values at once.
  @inlinable
  public init(
    _ identifier: String, batchesOf generator: Generator<Value>,
    evaluate: @escaping @Sendable ([Value]) throws(Failure) -> [PropertyOutcome]
  ) {
    self.identifier = identifier
    self.generator = generator
    self.evaluate = evaluate
  }
}

extension Property where Failure == Never {
  /// A property that judges values one at a time, by a truth value or a measure.
  ///
  /// Where `holds` throws, the property fails: the error is the outcome's note, and its kind the cause.
  @inlinable
  public init<Verdict: PropertyVerdict>(
    _ identifier: String, generator: Generator<Value>,
    holds: @escaping @Sendable (Value) throws -> Verdict
  ) {
    self.init(identifier, batchesOf: generator) { values in
      var outcomes: [PropertyOutcome] = []
      outcomes.reserveCapacity(values.count)
      for value in values {
        do {
          outcomes.append(try holds(value).outcome)
        } catch {
          outcomes.append(PropertyOutcome(thrown: error))
        }
      }
      return outcomes
    }
  }
}

/// What a property may say of a value: a truth value, or a ``PropertyOutcome``.
public protocol PropertyVerdict: SendableMetatype {
  var outcome: PropertyOutcome { get }
}

extension Bool: PropertyVerdict {
  @inlinable public var outcome: PropertyOutcome { PropertyOutcome(holds: self) }
}

extension PropertyOutcome: PropertyVerdict {
  @inlinable public var outcome: PropertyOutcome { self }
}
