/// A set of characters, as a class of a regular expression names it.
struct ScalarSet: Hashable, Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>]
  /// Sets that belong to it, for classes within classes.
  var parts: [ScalarSet] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isInside = ranges.contains { $0.contains(scalar) } || parts.contains { $0.contains(scalar) }
    return isInside != isNegated
  }

  var negated: ScalarSet {
    var set = self
    set.isNegated.toggle()
    return set
  }

  static func one(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar...scalar]) }

  /// The set of Python's `.`.
  static let anyButLineFeed = one("\n").negated
  static let digit = ScalarSet(ranges: ["0"..."9"])
  static let word = ScalarSet(
    ranges: ["a"..."z", "A"..."Z", "0"..."9", "_"..."_", "\u{AA}"..."\u{10FFFF}"])
  static let space = ScalarSet(ranges: [" "..." ", "\t"..."\r"])
}
