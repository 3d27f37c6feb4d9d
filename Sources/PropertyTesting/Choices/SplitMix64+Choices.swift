import Artifacts

// What random choices look like when nothing is known but their constraints.
extension SplitMix64 {
  /// An integer that favors what breaks programs: bounds, and small distances from `towards`.
  ///
  /// - Parameters:
  ///   - roll: a random word.
  ///   - size: in 0…1; below 1, wide ranges give integers near `towards` only.
  mutating func integer(
    in range: ClosedRange<Int>, towards: Int, roll: UInt64, size: Double = 1
  ) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    if width < 256 { return range.lowerBound + Int(below(width + 1)) }
    let kind = size < 1 ? 2 : (roll >> 3) & 15
    switch kind {
    case 0: return range.lowerBound
    case 1: return range.upperBound
    case 2...8:
      // As many bits as a roll says, on a side that has room.
      var bits = UInt64(64 - width.leadingZeroBitCount)
      if size < 1 { bits = min(bits, 2 + UInt64(size * 62)) }
      let distance = next() >> (63 - below(bits))
      let above = UInt64(bitPattern: Int64(range.upperBound &- towards))
      let below = UInt64(bitPattern: Int64(towards &- range.lowerBound))
      let up = roll >> 63 == 0 ? distance <= above : distance > below
      guard up ? distance <= above : distance <= below else { break }
      return up
        ? towards &+ Int(truncatingIfNeeded: distance)
        : towards &- Int(truncatingIfNeeded: distance)
    default: break
    }
    let offset = width == .max ? next() : below(width + 1)
    return range.lowerBound &+ Int(truncatingIfNeeded: offset)
  }

  /// A number in `range`: every one equally likely, or where that would say little, see
  /// `ChoiceSource.float(in:orNaN:)`.
  mutating func float(
    in range: ClosedRange<Double>, orNaN: Bool, size: Double = 1
  ) -> Double {
    guard (range.upperBound - range.lowerBound).isFinite else {
      return wideFloat(in: range, orNaN: orNaN, size: size)
    }
    return orNaN && next() & 15 == 0 ? .nan : evenFloat(in: range)
  }

  private mutating func evenFloat(in range: ClosedRange<Double>) -> Double {
    let share = unit()
    let mixed = range.lowerBound * (1 - share) + range.upperBound * share
    return min(max(mixed, range.lowerBound), range.upperBound)
  }

  /// A number in a range so wide that it has no finite width.
  private mutating func wideFloat(
    in range: ClosedRange<Double>, orNaN: Bool, size: Double
  ) -> Double {
    let roll = next()
    let magnitude: Double
    switch size < 1 ? 4 : (roll >> 1) & 15 {
    case 0:
      if orNaN, next() & 1 == 0 { return .nan }
      return next() & 1 == 0 ? range.lowerBound : range.upperBound
    case 1:
      let special = [
        0, .ulpOfOne, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
        0x1p53, 0.1, 1,
      ]
      magnitude = special[Int(below(UInt64(special.count)))]
    case 2, 3:
      // All bits alike: as many numbers between 2 and 4 as between 2^900 and 2^901.
      let any = Double(bitPattern: next()).magnitude
      magnitude = any.isFinite ? any : 0
    case 4...10:
      // As many bits as a roll says.
      let bits = size < 1 ? 2 + UInt64(size * 50) : 53
      magnitude = Double(next() >> (63 - below(bits)))
    default:
      let digits = Int(below(size < 1 ? 3 : 12))
      magnitude = Double(sign: .plus, exponent: -digits, significand: Double(next() >> 44))
    }
    let signed = roll & 1 == 0 ? magnitude : -magnitude
    if range.contains(signed) { return signed }
    if range.contains(-signed) { return -signed }
    // Away from the bound that there is, as far as there are numbers.
    let moved =
      range.lowerBound.isFinite ? range.lowerBound + magnitude : range.upperBound - magnitude
    return moved.isFinite && range.contains(moved) ? moved : FloatOrder.simplest(in: range)
  }

  /// Numbers of letters; in one text of four of the simplest few letters only, so that letters
  /// repeat.
  mutating func text(letters: Int, count: ClosedRange<Int>, size: Double = 1) -> [UInt32] {
    let goOn = Self.probabilityOfMore(count: count, size: size)
    var length = count.lowerBound
    while length < count.upperBound, unit() < goOn { length += 1 }
    let choice = UInt64(next() & 3 == 0 ? min(letters, 3) : letters)
    return (0..<length).map { _ in UInt32(below(choice)) }
  }

  /// A choice under the same constraint.
  mutating func choice(like choice: Choice, size: Double = 1) -> Choice {
    switch choice {
    case .boolean: return .boolean(next() & 1 == 0)
    case .integer(_, let range, let towards):
      let roll = next()
      return .integer(
        integer(in: range, towards: towards, roll: roll, size: size), in: range, towards: towards)
    case .float(_, let range, let orNaN):
      return .float(float(in: range, orNaN: orNaN, size: size), in: range, orNaN: orNaN)
    case .text(_, let letters, let count):
      return .text(
        text(letters: letters, count: count, size: size), letters: letters, count: count)
    }
  }

  /// A choice under the same constraint that satisfies `isIncluded`; `nil` if none was found.
  mutating func choice(
    like choice: Choice, size: Double, where isIncluded: (Choice) -> Bool
  ) -> Choice? {
    for _ in 0..<8 {
      let drawn = self.choice(like: choice, size: size)
      if isIncluded(drawn) { return drawn }
    }
    // Few are left: look through them from a random one on.
    guard case .integer(_, let range, let towards) = choice, choice.width <= 4096 else {
      return choice.smallWidthValues.first(where: isIncluded)
    }
    let offset = below(choice.width)
    for step in 0..<choice.width {
      let value = range.lowerBound + Int((offset + step) % choice.width)
      let drawn = Choice.integer(value, in: range, towards: towards)
      if isIncluded(drawn) { return drawn }
    }
    return nil
  }

  /// The probability of one more element in a row, so that lengths are spread over `count` but
  /// mostly moderate.
  static func probabilityOfMore(count: ClosedRange<Int>, size: Double = 1) -> Double {
    let low = Double(count.lowerBound)
    let middle = (low + Double(count.upperBound)) / 2
    let mean = min(max(low * 2, low + 6), middle)
    // Beyond the least length the length is geometric with mean m: p = m / (1 + m).
    let extra = (mean - low) * size
    return extra / (1 + extra)
  }
}

extension Choice {
  /// All values of a choice between a few, but for integers.
  fileprivate var smallWidthValues: [Choice] {
    switch self {
    case .boolean: return [.boolean(false), .boolean(true)]
    case .integer: return [simplest]
    case .float(_, let range, let orNaN):
      return orNaN ? [simplest, .float(.nan, in: range, orNaN: true)] : [simplest]
    case .text(_, let letters, let count):
      guard width <= 4096 else { return [simplest] }
      var values: [Choice] = []
      var texts: [[UInt32]] = [[]]
      for length in 0...count.upperBound {
        if length >= count.lowerBound {
          values += texts.map { .text($0, letters: letters, count: count) }
        }
        guard length < count.upperBound else { break }
        texts = texts.flatMap { text in (0..<UInt32(letters)).map { text + [$0] } }
      }
      return values
    }
  }
}
