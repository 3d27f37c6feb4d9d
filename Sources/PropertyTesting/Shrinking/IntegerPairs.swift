/// A pair of integers that are not as simple as they could be, near enough to belong together.
struct IntegerPair {
  let first: Int
  let second: Int

  /// How many such integers apart the two may be.
  private static let reach = 5

  /// All such pairs of the current case, from the front.
  static func all(in choices: ChoiceSequence) -> [IntegerPair] {
    let places = choices.choices.indices.filter {
      if case .integer(let value, _, let towards) = choices[$0] { value != towards } else { false }
    }
    return places.indices.flatMap { number in
      places[(number + 1)...].prefix(reach).map {
        IntegerPair(first: places[number], second: $0)
      }
    }
  }
}

extension Choice {
  /// The integer moved by `offset`, if its constraint allows that.
  func moved(by offset: Int) -> Choice? {
    guard case .integer(let value, let range, let towards) = self else { return nil }
    let (sum, overflow) = value.addingReportingOverflow(offset)
    return overflow || !range.contains(sum) ? nil : .integer(sum, in: range, towards: towards)
  }

  /// From the simplest value, with its sign; `nil` if that does not fit or for other kinds.
  var signedDistance: Int? {
    guard case .integer(let value, _, let towards) = self else { return nil }
    let (distance, overflow) = value.subtractingReportingOverflow(towards)
    return overflow || distance == .min ? nil : distance
  }
}
