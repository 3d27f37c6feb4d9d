/// A kind of step.
public struct Rule<State>: Sendable {
  public let name: String
  let isPossible: @Sendable (State) -> Bool
  let perform: @Sendable (inout State, inout Step) throws -> Void

  /// - Parameters:
  ///   - name: under which its steps are told.
  ///   - isPossible: the precondition.
  ///   - perform: does the step to the thing and to its model, and throws where they differ.
  public init(
    _ name: String, when isPossible: @escaping @Sendable (State) -> Bool = { _ in true },
    perform: @escaping @Sendable (inout State, inout Step) throws -> Void
  ) {
    self.name = name
    self.isPossible = isPossible
    self.perform = perform
  }
}

/// A step that is being taken: where it draws its arguments from.
public struct Step: ~Copyable {
  var source: ChoiceSource
  /// The arguments drawn so far, as text.
  public private(set) var arguments: [String] = []

  init(source: consuming ChoiceSource) {
    self.source = source
  }

  /// An argument.
  ///
  /// - Throws: where the generator has no values; the step is then none.
  public mutating func draw<Value>(_ generator: Generator<Value>) throws -> Value {
    guard let value = generator.drawIfPossible(from: &source) else { throw ImpossibleStep() }
    arguments.append(String(reflecting: value))
    return value
  }

  /// A value that an earlier step made.
  ///
  /// - Throws: where there is none; the step is then none.
  public mutating func draw<Element>(from bundle: Bundle<Element>) throws -> Element {
    bundle.elements[try place(in: bundle)]
  }

  /// A value that an earlier step made, and that no later one gets.
  ///
  /// - Throws: where there is none; the step is then none.
  public mutating func take<Element>(from bundle: inout Bundle<Element>) throws -> Element {
    bundle.elements.remove(at: try place(in: bundle))
  }

  private mutating func place<Element>(in bundle: Bundle<Element>) throws -> Int {
    guard !bundle.isEmpty else { throw ImpossibleStep() }
    // The latest is the simplest: it stays the same when earlier ones go.
    let place = bundle.elements.count - 1 - source.index(below: bundle.elements.count)
    arguments.append("\(bundle.name)[\(place)]")
    return place
  }

  /// Fails the program unless `condition` holds.
  public func expect(
    _ condition: Bool, _ message: @autoclosure () -> String = "an expectation"
  ) throws {
    if !condition { throw BrokenExpectation(message: message()) }
  }

  /// Fails the program unless what was found is what should be.
  public func expect<Value: Equatable>(
    _ found: Value, equals expected: Value, _ what: String = "value"
  ) throws {
    if found != expected {
      throw BrokenExpectation(
        message:
          "\(what): expected \(String(reflecting: expected)), found \(String(reflecting: found))",
        cause: what)
    }
  }
}

/// Values that steps made for later ones to use: handles, keys, names.
public struct Bundle<Element> {
  public let name: String
  public internal(set) var elements: [Element] = []

  public init(_ name: String) {
    self.name = name
  }

  public var isEmpty: Bool { elements.isEmpty }

  public mutating func add(_ element: Element) { elements.append(element) }
}

extension Bundle: Sendable where Element: Sendable {}

/// A step that could not draw its arguments.
struct ImpossibleStep: Error {}

/// What a rule found to be different from what it should be.
struct BrokenExpectation: Error, CustomStringConvertible {
  let message: String
  var cause: String?

  var description: String { message }
}
