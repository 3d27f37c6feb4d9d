/// Makes a number as simple as it can be: finite, positive, of few digits behind the point, near zero.
struct MinimizeFloat {
  private let index: Int
  private let base: ChoiceSequence
  private let value: Double
  private let range: ClosedRange<Double>
  private let orNaN: Bool

  /// Finds the number at an index; `nil` if there is none.
  private init?(at index: Int, in search: ShrinkSearch) {
    guard index < search.current.count,
      case .float(let value, let range, let orNaN) = search.current[index]
    else { return nil }
    (self.index, base) = (index, search.current)
    (self.value, self.range, self.orNaN) = (value, range, orNaN)
  }

  private func choice(_ value: Double) -> Choice? {
    range.contains(value) ? .float(value, in: range, orNaN: orNaN) : nil
  }

  /// The current case with another number.
  private func candidate(_ value: Double) -> Candidate? {
    choice(value).map { Candidate(base.replacing(index, with: $0)) }
  }

  static func minimize(_ index: Int, in search: inout ShrinkSearch) {
    guard let first = MinimizeFloat(at: index, in: search), !first.base[index].isSimplest else {
      return
    }
    if MinimizeChoices.lower(index, to: first.base[index].simplest, in: &search) { return }
    if !first.value.isFinite {
      let others: [Double] = [
        1, -1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity,
      ]
      _ = search.firstSuccess(others.count) { first.candidate(others[$0]) }
    }
    guard let signed = MinimizeFloat(at: index, in: search), signed.value.isFinite else { return }
    if signed.value < 0, let positive = signed.choice(-signed.value) {
      _ = MinimizeChoices.lower(index, to: positive, in: &search)
    }
    round(index, in: &search)
    lowerLarge(index, in: &search)
    lowerWholePart(index, in: &search)
  }

  /// Rounds to as few binary digits after the point as possible, down or up.
  private static func round(_ index: Int, in search: inout ShrinkSearch) {
    guard let now = MinimizeFloat(at: index, in: search) else { return }
    var candidates: [Candidate] = []
    for digits in 0..<53 {
      for rule in [FloatingPointRoundingRule.towardZero, .awayFromZero] {
        let rounded = FloatOrder.rounded(now.value, digits: digits, rule)
        if rounded != now.value, let candidate = now.candidate(rounded) {
          candidates.append(candidate)
        }
      }
    }
    _ = search.firstSuccess(candidates.count) { candidates[$0] }
  }

  /// Finds the smallest of the numbers so large that all are whole, by their bits, which have the
  /// same order.
  private static func lowerLarge(_ index: Int, in search: inout ShrinkSearch) {
    guard let now = MinimizeFloat(at: index, in: search), now.value.isFinite,
      now.value.magnitude > FloatOrder.wholeLimit
    else { return }
    let least = FloatOrder.wholeLimit.bitPattern
    _ = search.descend(from: UInt(now.value.magnitude.bitPattern - least)) { distance in
      let magnitude = Double(bitPattern: least + UInt64(distance))
      return now.candidate(now.value < 0 ? -magnitude : magnitude)
    }
  }

  /// The whole part, with what is behind the point kept.
  private static func lowerWholePart(_ index: Int, in search: inout ShrinkSearch) {
    guard let now = MinimizeFloat(at: index, in: search),
      now.value.magnitude <= FloatOrder.wholeLimit
    else { return }
    let whole = now.value.magnitude.rounded(.down)
    let fraction = now.value.magnitude - whole
    _ = search.descend(from: UInt(whole)) { distance in
      let magnitude = Double(distance) + fraction
      return now.candidate(now.value < 0 ? -magnitude : magnitude)
    }
  }
}
