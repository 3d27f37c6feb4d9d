/// A single recorded decision of a generator, with the constraint under which it was made.
///
/// The constraint travels with the value so that the shrinker knows, without running anything,
/// which other values are allowed and which of them is the simplest.
public enum Choice: Sendable {
  /// A truth value; the simplest is `false`.
  case boolean(Bool)
  /// Simplest: `towards`; then one above, one below, two above, and so on.
  case integer(Int, in: ClosedRange<Int>, towards: Int)
  /// Simplest: whole numbers by magnitude, then fractions by the binary digits they need, then the
  /// infinities where they are bounds, then NaN where `orNaN` allows it.
  case float(Double, in: ClosedRange<Double>, orNaN: Bool = false)
  /// A text, or a row of bytes, as the numbers of its letters in an alphabet of `letters` of them,
  /// simplest letter first; with as many letters as `count` says. Simplest: the shortest, of the
  /// letter 0.
  case text([UInt32], letters: Int, count: ClosedRange<Int>)
}

extension Choice {
  /// The same decision with the simplest value that its constraint allows.
  public var simplest: Choice {
    switch self {
    case .boolean: .boolean(false)
    case .integer(_, let range, let towards): .integer(towards, in: range, towards: towards)
    case .float(_, let range, let orNaN):
      .float(FloatOrder.simplest(in: range), in: range, orNaN: orNaN)
    case .text(_, let letters, let count):
      .text(Array(repeating: 0, count: count.lowerBound), letters: letters, count: count)
    }
  }

  /// Whether the value is the simplest one allowed.
  public var isSimplest: Bool {
    switch self {
    case .boolean(let value): !value
    case .integer(let value, _, let towards): value == towards
    case .float(let value, let range, _):
      value.bitPattern == FloatOrder.simplest(in: range).bitPattern
    case .text(let text, _, let count):
      text.count == count.lowerBound && text.allSatisfy { $0 == 0 }
    }
  }

  /// How many values the constraint allows, as far as `UInt64` counts.
  var width: UInt64 {
    switch self {
    case .boolean: return 2
    case .integer(_, let range, _):
      let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
      return span == .max ? .max : span + 1
    case .float(_, let range, let orNaN):
      return range.lowerBound < range.upperBound ? .max : orNaN ? 2 : 1
    case .text(_, let letters, let count):
      var (total, power) = (UInt64(0), UInt64(1))
      for length in 0...count.upperBound {
        if length >= count.lowerBound {
          let sum = total.addingReportingOverflow(power)
          if sum.overflow { return .max }
          total = sum.partialValue
        }
        let product = power.multipliedReportingOverflow(by: UInt64(letters))
        if product.overflow { return length == count.upperBound ? total : .max }
        power = product.partialValue
      }
      return total
    }
  }

  /// How far the value is from the simplest conceivable one; decides the shortlex order, except
  /// between texts, of which it tells the length only.
  package var complexity: ChoiceComplexity {
    switch self {
    case .boolean(let value):
      ChoiceComplexity(major: value ? 1 : 0, minor: 0)
    case .integer(let value, _, let towards):
      value >= towards
        ? ChoiceComplexity(major: UInt(bitPattern: value &- towards), minor: 0)
        : ChoiceComplexity(major: UInt(bitPattern: towards &- value), minor: 1)
    case .float(let value, _, _):
      FloatOrder.complexity(of: value)
    case .text(let text, _, _):
      ChoiceComplexity(major: UInt(text.count), minor: 0)
    }
  }
}

extension Choice: Hashable {
  /// Numbers are told apart by their bits: 0 and −0 are two, and NaN is what it is.
  public static func == (left: Choice, right: Choice) -> Bool {
    switch (left, right) {
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a, let rangeA, let towardsA), .integer(let b, let rangeB, let towardsB)):
      a == b && rangeA == rangeB && towardsA == towardsB
    case (.float(let a, let rangeA, let orNaNA), .float(let b, let rangeB, let orNaNB)):
      a.bitPattern == b.bitPattern && rangeA == rangeB && orNaNA == orNaNB
    case (.text(let a, let lettersA, let countA), .text(let b, let lettersB, let countB)):
      a == b && lettersA == lettersB && countA == countB
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    switch self {
    case .boolean(let value): hasher.combine(value)
    case .integer(let value, _, _): hasher.combine(value)
    case .float(let value, _, _): hasher.combine(value.bitPattern)
    case .text(let text, _, _): hasher.combine(text)
    }
  }
}

extension Choice: Comparable {
  /// Orders choices by complexity. Kind and constraint only break ties, so that the order agrees
  /// with equality.
  public static func < (left: Choice, right: Choice) -> Bool {
    let (a, b) = (left.complexity, right.complexity)
    if a != b { return a < b }
    switch (left, right) {
    case (.boolean, .boolean): return false
    case (.integer(_, let a, let towardsA), .integer(_, let b, let towardsB)):
      return (a.lowerBound, a.upperBound, towardsA) < (b.lowerBound, b.upperBound, towardsB)
    case (.float(_, let a, let orNaNA), .float(_, let b, let orNaNB)):
      return (a.lowerBound, a.upperBound, orNaNA ? 1 : 0)
        < (b.lowerBound, b.upperBound, orNaNB ? 1 : 0)
    case (.text(let a, let lettersA, let countA), .text(let b, let lettersB, let countB)):
      if a != b { return a.lexicographicallyPrecedes(b) }
      return (lettersA, countA.lowerBound, countA.upperBound)
        < (lettersB, countB.lowerBound, countB.upperBound)
    default: return left.kind < right.kind
    }
  }

  fileprivate var kind: Int {
    switch self {
    case .boolean: 0
    case .integer: 1
    case .float: 2
    case .text: 3
    }
  }
}

/// The rank of a value among those its choice could have had: `major` first, then `minor`.
package struct ChoiceComplexity: Hashable, Comparable, Sendable {
  package let major: UInt
  package let minor: UInt

  package init(major: UInt, minor: UInt) {
    self.major = major
    self.minor = minor
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.major != right.major ? left.major < right.major : left.minor < right.minor
  }
}
