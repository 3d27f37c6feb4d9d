/// Why a value can't be turned back into choices.
public enum ChoiceEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The generator, or a part of it that the value needs, was made without an inverse.
  case notInvertible
  /// The generator never makes the value.
  case outOfDomain(reason: String)

  public var description: String {
    switch self {
    case .notInvertible: "the generator can't be run backwards"
    case .outOfDomain(let reason): "out of the domain: \(reason)"
    }
  }
}

/// Takes down the choices that a generator would have to make for a given value: a
/// ``ChoiceSource`` read backwards.
///
/// Whoever writes a generator's draws writes the inverse with the same calls in the same order,
/// each with the value that should come of it:
///
///     Generator { source in
///       let low = source.integer(in: 0...100)
///       return low...source.integer(in: low...100)
///     } encode: { range, encoder in
///       try encoder.integer(range.lowerBound, in: 0...100)
///       try encoder.integer(range.upperBound, in: range.lowerBound...100)
///     }
///
/// Spans need not be repeated: replaying the choices finds them again.
public struct ChoiceEncoder: ~Copyable {
  private var choices: ContiguousArray<Choice> = []

  init() {}

  /// Everything encoded so far.
  public var encoded: ChoiceSequence { ChoiceSequence(storage: choices) }

  /// What ``ChoiceSource/boolean(probability:)`` would have to return.
  public mutating func boolean(
    _ value: Bool, probability: Double = 0.5
  ) throws(ChoiceEncodingError) {
    guard value ? probability > 0 : probability < 1 else {
      throw .outOfDomain(reason: "\(value) has no probability")
    }
    choices.append(.boolean(value))
  }

  /// What ``ChoiceSource/integer(in:towards:)`` would have to return.
  public mutating func integer(
    _ value: Int, in range: ClosedRange<Int>, towards: Int? = nil
  ) throws(ChoiceEncodingError) {
    guard range.contains(value) else {
      throw .outOfDomain(reason: "\(value) is not in \(range.lowerBound)…\(range.upperBound)")
    }
    let target = towards ?? ChoiceSequence.defaultTarget(in: range)
    choices.append(.integer(value, in: range, towards: target))
  }

  /// What ``ChoiceSource/index(below:)`` would have to return.
  public mutating func index(_ value: Int, below count: Int) throws(ChoiceEncodingError) {
    guard value >= 0, value < count else {
      throw .outOfDomain(reason: "\(value) is no index below \(count)")
    }
    choices.append(.integer(value, in: 0...(count - 1), towards: 0))
  }

  /// What ``ChoiceSource/float(in:orNaN:)`` would have to return.
  public mutating func float(
    _ value: Double, in range: ClosedRange<Double> = -.infinity ... .infinity, orNaN: Bool? = nil
  ) throws(ChoiceEncodingError) {
    let orNaN = orNaN ?? FloatOrder.includesNaN(range)
    guard FloatOrder.allows(value, in: range, orNaN: orNaN) else {
      throw .outOfDomain(reason: "\(value) is not in \(range.lowerBound)…\(range.upperBound)")
    }
    choices.append(.float(value.isNaN ? .nan : value, in: range, orNaN: orNaN))
  }

  /// What ``ChoiceSource/text(of:count:)`` would have to return.
  public mutating func text(
    _ value: String, of alphabet: Alphabet, count: ClosedRange<Int>
  ) throws(ChoiceEncodingError) {
    guard let numbers = alphabet.numbers(of: value) else {
      throw .outOfDomain(reason: "\"\(value)\" has letters that are not in the alphabet")
    }
    try letters(numbers, below: alphabet.letters.count, count: count)
  }

  /// What ``ChoiceSource/bytes(count:)`` would have to return.
  public mutating func bytes(
    _ value: [UInt8], count: ClosedRange<Int>
  ) throws(ChoiceEncodingError) {
    try letters(value.map { UInt32($0) }, below: 256, count: count)
  }

  private mutating func letters(
    _ numbers: [UInt32], below letters: Int, count: ClosedRange<Int>
  ) throws(ChoiceEncodingError) {
    guard count.contains(numbers.count) else {
      throw .outOfDomain(
        reason: "\(numbers.count) letters where \(count.lowerBound)…\(count.upperBound) are made")
    }
    choices.append(.text(numbers, letters: letters, count: count))
  }

  /// What ``ChoiceSource/array(count:of:)`` would have to return; `encode` stands for `of`.
  public mutating func array<Element>(
    _ elements: some Collection<Element>, count: ClosedRange<Int>,
    _ encode: (Element, inout ChoiceEncoder) throws(ChoiceEncodingError) -> Void
  ) throws(ChoiceEncodingError) {
    guard count.contains(elements.count) else {
      throw .outOfDomain(
        reason: """
          \(elements.count) elements where \(count.lowerBound)…\(count.upperBound) are made
          """)
    }
    let hasFlags = count.lowerBound < count.upperBound
    for element in elements {
      if hasFlags { choices.append(.boolean(true)) }
      try encode(element, &self)
    }
    if hasFlags { choices.append(.boolean(false)) }
  }

  /// Whether `body` could encode what it should; nothing is left of an attempt that could not.
  mutating func attempt(
    _ body: (inout ChoiceEncoder) throws(ChoiceEncodingError) -> Void
  ) -> Result<Void, ChoiceEncodingError> {
    let count = choices.count
    do throws(ChoiceEncodingError) {
      try body(&self)
      return .success(())
    } catch {
      choices.removeLast(choices.count - count)
      return .failure(error)
    }
  }

  /// The first of `alternatives` that can be encoded, as the others could not.
  ///
  /// - Throws: ``ChoiceEncodingError/notInvertible`` if one of them might have, had it an inverse.
  @usableFromInline
  mutating func first(
    _ count: Int, _ alternative: (Int, inout ChoiceEncoder) throws(ChoiceEncodingError) -> Void
  ) throws(ChoiceEncodingError) {
    var isInvertible = true
    for index in 0..<count {
      let result = attempt { (encoder) throws(ChoiceEncodingError) in
        try alternative(index, &encoder)
      }
      switch result {
      case .success: return
      case .failure(.notInvertible): isInvertible = false
      case .failure(.outOfDomain): break
      }
    }
    throw isInvertible ? .outOfDomain(reason: "no alternative makes it") : .notInvertible
  }
}
