/// Something that must hold for every value of a generator.
///
/// Values are judged in batches, as a model scores them; a property that looks at one value at a
/// time is written with ``init(_:generator:holds:)`` or ``init(_:generator:outcome:)``.
/// `Failure` is what judging can throw when it can't decide: a model that died, say.
public struct Property<Value, Failure: Error>: Sendable {
  /// Under which its failures are stored; keep it when the code changes.
  public let identifier: String
  public let generator: Generator<Value>
  /// One outcome per value, in order.
  public let evaluate: @Sendable ([Value]) throws(Failure) -> [PropertyOutcome]

  /// A property that judges many values at once.
  @inlinable
  public init(
    _ identifier: String, generator: Generator<Value>,
    batch evaluate: @escaping @Sendable ([Value]) throws(Failure) -> [PropertyOutcome]
  ) {
    self.identifier = identifier
    self.generator = generator
    self.evaluate = evaluate
  }

  /// A property that measures values one at a time.
  @inlinable
  public init(
    _ identifier: String, generator: Generator<Value>,
    outcome: @escaping @Sendable (Value) throws(Failure) -> PropertyOutcome
  ) {
    self.init(identifier, generator: generator) {
      (values: [Value]) throws(Failure) -> [PropertyOutcome] in
      var outcomes: [PropertyOutcome] = []
      outcomes.reserveCapacity(values.count)
      for value in values { outcomes.append(try outcome(value)) }
      return outcomes
    }
  }

  /// A property that holds or doesn't.
  @inlinable
  public init(
    _ identifier: String, generator: Generator<Value>,
    holds: @escaping @Sendable (Value) throws(Failure) -> Bool
  ) {
    self.init(identifier, generator: generator) { (value: Value) throws(Failure) in
      PropertyOutcome(holds: try holds(value))
    }
  }
}
