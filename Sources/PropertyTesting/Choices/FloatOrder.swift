/// The simplicity order of floating-point numbers.
///
/// Whole numbers come first, by magnitude, positive before negative; then fractions by how many
/// binary digits they need behind the point, then by magnitude; last of all the infinities and NaN:
/// 0, −0, 1, −1, 2, …, 0.5, −0.5, 1.5, …, ∞, −∞, NaN.
enum FloatOrder {
  /// Whether NaN is a value where nobody says: in the range that leaves nothing else out.
  static func includesNaN(_ range: ClosedRange<Double>) -> Bool {
    range == -.infinity ... .infinity
  }

  /// Whether a choice with that range may have that value.
  static func allows(_ value: Double, in range: ClosedRange<Double>, orNaN: Bool) -> Bool {
    value.isNaN ? orNaN : range.contains(value)
  }

  /// Every whole number from here on is even and needs no digit behind the point.
  static let wholeLimit = 9_007_199_254_740_992.0

  static func complexity(of value: Double) -> ChoiceComplexity {
    let magnitude = value.magnitude
    let sign: UInt = value.sign == .minus ? 1 : 0
    guard value.isFinite else {
      return ChoiceComplexity(major: value.isNaN ? .max : .max - 1, minor: value.isNaN ? 0 : sign)
    }
    if magnitude >= wholeLimit {
      // Bit patterns of positive numbers order like the numbers; the top bit stays free.
      return ChoiceComplexity(major: UInt(magnitude.bitPattern), minor: sign)
    }
    if magnitude == magnitude.rounded(.towardZero) {
      return ChoiceComplexity(major: UInt(magnitude), minor: sign)
    }
    // An odd significand times 2^−digits: the pair is unique for the magnitude.
    let zeros = magnitude.significandBitPattern.trailingZeroBitCount
    let scale = magnitude.isNormal ? Int(magnitude.exponent) - 52 : -1074
    let digits = UInt(max(0, -(scale + min(zeros, 52))))
    let whole =
      (magnitude.isNormal ? UInt(1) << 52 : 0) | UInt(magnitude.significandBitPattern)
    let significand = whole >> UInt(min(zeros, 52))
    return ChoiceComplexity(major: (1 << 63) | digits, minor: significand << 1 | sign)
  }

  /// The simplest number in `range`; an infinity only where there is no other.
  static func simplest(in range: ClosedRange<Double>) -> Double {
    if range.contains(0) { return 0 }
    let (low, high, sign) =
      range.lowerBound > 0
      ? (range.lowerBound, range.upperBound, 1.0) : (-range.upperBound, -range.lowerBound, -1.0)
    for digits in 0...1074 {
      let candidate = rounded(low, digits: digits, .up)
      if candidate <= high { return candidate * sign }
    }
    return low * sign
  }

  /// `value` with so many binary digits behind the point, by that rounding.
  static func rounded(
    _ value: Double, digits: Int, _ rule: FloatingPointRoundingRule
  ) -> Double {
    let scaled = Double(sign: .plus, exponent: digits, significand: value)
    return scaled.isFinite
      ? Double(sign: .plus, exponent: -digits, significand: scaled.rounded(rule)) : value
  }
}
