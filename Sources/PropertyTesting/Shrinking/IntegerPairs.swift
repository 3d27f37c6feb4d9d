/// A pair of whole numbers that are not as simple as they could be, near enough to belong together.
struct IntegerPair {
  let first: Int
  let second: Int

  /// How many such numbers apart the two may be.
  private static let reach = 5

  /// All such pairs of the current case, from the front.
  static func all(in choices: ChoiceSequence) -> [IntegerPair] {
    let places = choices.choices.indices.filter { choices[$0].signedDistance ?? 0 != 0 }
    return places.indices.flatMap { number in
      places[(number + 1)...].prefix(reach).map {
        IntegerPair(first: places[number], second: $0)
      }
    }
  }
}

extension Choice {
  /// The number moved by `offset`, if its constraint allows that; floats only where they are whole.
  func moved(by offset: Int) -> Choice? {
    switch self {
    case .integer(let value, let range, let towards):
      let (sum, overflow) = value.addingReportingOverflow(offset)
      return overflow || !range.contains(sum) ? nil : .integer(sum, in: range, towards: towards)
    case .float(let value, let range, let orNaN):
      guard Self.isWhole(value) else { return nil }
      let sum = value + Double(offset)
      return Self.isWhole(sum) && range.contains(sum) ? .float(sum, in: range, orNaN: orNaN) : nil
    case .boolean, .text: return nil
    }
  }

  /// The signed distance from the simplest value; `nil` if it does not fit or is not whole, and for
  /// choices of other kinds.
  var signedDistance: Int? {
    switch self {
    case .integer(let value, _, let towards):
      let (distance, overflow) = value.subtractingReportingOverflow(towards)
      return overflow || distance == .min ? nil : distance
    case .float(let value, let range, _):
      let simplest = FloatOrder.simplest(in: range)
      guard Self.isWhole(value), Self.isWhole(simplest) else { return nil }
      return Int(value) - Int(simplest)
    case .boolean, .text: return nil
    }
  }

  private static func isWhole(_ value: Double) -> Bool {
    value.magnitude < FloatOrder.wholeLimit && value == value.rounded(.towardZero)
  }
}
