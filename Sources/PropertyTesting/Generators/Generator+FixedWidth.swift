extension Generator where Value: FixedWidthInteger & Sendable, Value.Magnitude: Sendable {
  /// Integers of any width, simplest at `towards`: zero, or the bound nearest to it, by default.
  ///
  /// Widths of more than 64 bits, and unsigned ones beyond `Int.max`, are made of two halves, the
  /// high one first.
  @_disfavoredOverload
  public static func integer(
    in range: ClosedRange<Value> = .min ... .max, towards: Value? = nil
  ) -> Generator {
    let target = min(max(towards ?? 0, range.lowerBound), range.upperBound)
    if let low = Int(exactly: range.lowerBound), let high = Int(exactly: range.upperBound),
      let target = Int(exactly: target)
    {
      let integers: Generator<Int> = .integer(in: low...high, towards: target)
      return integers.map {
        Value($0)
      } inverse: {
        Int(exactly: $0)
      }
    }
    return wideInteger(in: range, towards: target)
  }

  /// An integer beyond the range of `Int`: a distance from the simplest value, with a sign if both
  /// sides have room.
  private static func wideInteger(in range: ClosedRange<Value>, towards target: Value) -> Generator
  {
    let above = Value.Magnitude(truncatingIfNeeded: range.upperBound &- target)
    let below = Value.Magnitude(truncatingIfNeeded: target &- range.lowerBound)
    return Generator.ifPossible({ source in
      let isBelow = below > 0 && (above == 0 || source.boolean())
      let distance = magnitude(upTo: isBelow ? below : above, from: &source)
      let offset = Value(truncatingIfNeeded: distance)
      return isBelow ? target &- offset : target &+ offset
    }) { value, encoder throws(ChoiceEncodingError) in
      guard range.contains(value) else {
        throw .outOfDomain(reason: "\(value) is not in \(range)")
      }
      let isBelow = value < target
      if below > 0, above > 0 { try encoder.boolean(isBelow) }
      let distance = Value.Magnitude(
        truncatingIfNeeded: isBelow ? target &- value : value &- target)
      try encode(distance, upTo: isBelow ? below : above, into: &encoder)
    }
  }

  /// Digits to the base 2^32, the highest first: the number of them that can matter.
  private static func magnitude(
    upTo limit: Value.Magnitude, from source: inout ChoiceSource
  ) -> Value.Magnitude {
    var result: Value.Magnitude = 0
    var isAtLimit = true
    for place in (0..<digits(of: limit)).reversed() {
      let most = isAtLimit ? digit(place, of: limit) : Int(UInt32.max)
      let drawn = source.integer(in: 0...most)
      if drawn < most { isAtLimit = false }
      result |= Value.Magnitude(truncatingIfNeeded: drawn) << (32 * place)
    }
    return result
  }

  private static func encode(
    _ distance: Value.Magnitude, upTo limit: Value.Magnitude, into encoder: inout ChoiceEncoder
  ) throws(ChoiceEncodingError) {
    var isAtLimit = true
    for place in (0..<digits(of: limit)).reversed() {
      let most = isAtLimit ? digit(place, of: limit) : Int(UInt32.max)
      let value = digit(place, of: distance)
      try encoder.integer(value, in: 0...most)
      if value < most { isAtLimit = false }
    }
  }

  private static func digits(of limit: Value.Magnitude) -> Int {
    (Value.Magnitude.bitWidth - limit.leadingZeroBitCount + 31) / 32
  }

  private static func digit(_ place: Int, of value: Value.Magnitude) -> Int {
    Int(truncatingIfNeeded: (value >> (32 * place)) & Value.Magnitude(UInt32.max))
  }
}

extension Generator<Float> {
  /// Single-precision numbers: see ``ChoiceSource/float(in:orNaN:)``, rounded to what a `Float` can be.
  ///
  /// Where either would do, numbers are of double precision.
  @_disfavoredOverload
  public static func float(
    in range: ClosedRange<Float> = -.infinity ... .infinity, orNaN: Bool? = nil
  ) -> Generator {
    Generator<Double>.float(
      in: Double(range.lowerBound)...Double(range.upperBound), orNaN: orNaN
    )
    .map { number in
      let rounded = Float(number)
      return rounded.isNaN ? rounded : min(max(rounded, range.lowerBound), range.upperBound)
    } inverse: {
      Double($0)
    }
  }
}
