/// A single recorded decision of a generator, with the constraint under which it was made.
///
/// The constraint travels with the value so that the shrinker knows, without running anything,
/// which other values are allowed and which of them is the simplest.
public enum Choice: Hashable, Sendable {
  /// Simplest: `false`.
  case boolean(Bool)
  /// Simplest: `towards`; then one above, one below, two above, and so on.
  case integer(Int, in: ClosedRange<Int>, towards: Int)
  /// Simplest: whole numbers by magnitude, then fractions by the binary digits they need.
  case float(Double, in: ClosedRange<Double>)
}

extension Choice {
  /// The same decision with the simplest value that its constraint allows.
  public var simplest: Choice {
    switch self {
    case .boolean: .boolean(false)
    case .integer(_, let range, let towards): .integer(towards, in: range, towards: towards)
    case .float(_, let range): .float(FloatOrder.simplest(in: range), in: range)
    }
  }

  /// Whether the value is the simplest one allowed.
  public var isSimplest: Bool { complexity == simplest.complexity }

  /// How far the value is from the simplest conceivable one; decides the shortlex order.
  package var complexity: ChoiceComplexity {
    switch self {
    case .boolean(let value):
      ChoiceComplexity(major: value ? 1 : 0, minor: 0)
    case .integer(let value, _, let towards):
      value >= towards
        ? ChoiceComplexity(major: UInt(bitPattern: value &- towards), minor: 0)
        : ChoiceComplexity(major: UInt(bitPattern: towards &- value), minor: 1)
    case .float(let value, _):
      FloatOrder.complexity(of: value)
    }
  }
}

extension Choice: Comparable {
  /// By complexity; kind and constraint only break ties, so that the order agrees with equality.
  public static func < (left: Choice, right: Choice) -> Bool {
    let (a, b) = (left.complexity, right.complexity)
    if a != b { return a < b }
    switch (left, right) {
    case (.boolean, .boolean): return false
    case (.boolean, _): return true
    case (_, .boolean): return false
    case (.integer(_, let a, let towardsA), .integer(_, let b, let towardsB)):
      return (a.lowerBound, a.upperBound, towardsA) < (b.lowerBound, b.upperBound, towardsB)
    case (.integer, .float): return true
    case (.float, .integer): return false
    case (.float(_, let a), .float(_, let b)):
      return (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
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
