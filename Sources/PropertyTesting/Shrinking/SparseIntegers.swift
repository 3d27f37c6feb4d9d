/// Lowers integers of which only some values fail: multiples, primes, powers, those that a filter lets
/// through.
///
/// Where the next value up fails too, the integer sits on a threshold, which a binary search has found
/// already, and is left alone. Elsewhere it tries halves, steps of the usual strides, going on as long
/// as one works, a few small values, and fewer bits.
///
/// Not from Hypothesis, which ends a binary search where it finds it.
struct SparseIntegers: ShrinkPass {
  /// Periods that are common, those that many others divide first.
  private static let strides: [UInt] = [
    100, 10, 1000, 7, 3, 5, 16, 4, 50, 60, 6, 64, 9, 25, 11, 13, 256, 8, 20, 12, 24, 10_000, 32,
    1024,
    128, 4096, 14, 15, 365, 100_000, 3600, 1_000_000, 65_536,
  ]
  private static let smallValues: [UInt] = [2, 3, 4, 5, 8]
  /// The limit up to which all smaller values are tried.
  private static let linearLimit: UInt = 8
  /// Executions: as many as it took to get here, or this if that was less; strides of one integer:
  /// half of that.
  private static let leastBudget = 12

  func run(on search: inout ShrinkSearch) {
    var end = search.executions + max(Self.leastBudget, search.executions)
    var index = 0
    while index < search.current.count, search.executions < end {
      while lower(index, until: end, in: &search) {
        end = max(end, search.executions + Self.leastBudget)
      }
      index += 1
    }
  }

  /// Whether it found something smaller, from where it is worth trying again.
  private func lower(_ index: Int, until end: Int, in search: inout ShrinkSearch) -> Bool {
    guard index < search.current.count,
      let number = DistantInteger(at: index, in: search.current), number.distance > 2,
      search.executions < end
    else { return false }
    if number.distance <= Self.linearLimit {
      let first = search.firstSuccess(Int(number.distance) - 2) { number.candidate(UInt($0) + 2) }
      return first != nil
    }
    // What must stay equal to another is no matter of single values.
    guard !number.hasTwin else { return false }
    if let next = number.candidate(number.distance + 1), search.isAccepted(next.choices) {
      return false
    }
    if halve(number, in: &search) { return true }
    let period = period(of: number, in: search)
    let strides = Self.strides.lazy.filter { $0 < number.distance }
      .prefix(max(Self.leastBudget, search.executions / 2)).prefix(2 * number.bits)
    for stride in strides where search.executions < end {
      // Once a period is known, only what divides it can be a shorter one.
      if let period, stride == period || !period.isMultiple(of: stride) { continue }
      guard search.attempt(number.candidate(number.distance - stride)) else { continue }
      // One step may be chance. A stride that works twice is a period or a multiple of it: down in such steps.
      let rest = number.distance % stride
      let base = rest == 0 ? stride : rest
      let left = (number.distance - stride - base) / stride
      if left > 0, search.attempt(number.candidate(base + (left - 1) * stride)) {
        _ = search.descend(from: left - 1) { number.candidate(base + $0 * stride) }
      }
      if let now = DistantInteger(at: index, in: search.current) {
        _ = search.descend(from: now.distance) { now.candidate($0) }
      }
      return true
    }
    guard period == nil, search.executions < end else { return false }
    let small = search.firstSuccess(Self.smallValues.count) {
      number.candidate(Self.smallValues[$0])
    }
    return small != nil || dropBits(number, in: &search)
  }

  /// The longest stride by which a larger value is known to be accepted, too: a period or a multiple of
  /// one.
  private func period(of number: DistantInteger, in search: ShrinkSearch) -> UInt? {
    Self.strides.filter { stride in
      [1, 2, 3, 4, 8].contains { (steps: UInt) in
        let (sum, overflow) = number.distance.addingReportingOverflow(stride * steps)
        guard !overflow, let larger = number.candidate(sum) else { return false }
        return search.isKnownToBeAccepted(larger.choices)
      }
    }.max()
  }

  private func halve(_ number: DistantInteger, in search: inout ShrinkSearch) -> Bool {
    search.findInteger(limit: number.bits - 1) { number.candidate(number.distance >> UInt($0)) } > 0
  }

  /// Drops as many of the highest bits as possible.
  private func dropBits(_ number: DistantInteger, in search: inout ShrinkSearch) -> Bool {
    let count = number.distance.nonzeroBitCount
    let dropped = search.findInteger(limit: count - 1) { dropped in
      var rest = number.distance
      for _ in 0..<dropped { rest &= ~(1 << UInt(UInt.bitWidth - 1 - rest.leadingZeroBitCount)) }
      return number.candidate(rest)
    }
    return dropped > 0
  }
}

/// An integer of a case, as its distance from the simplest value on the side where it is.
struct DistantInteger {
  let index: Int
  let base: ChoiceSequence
  let distance: UInt
  private let towards: Int
  private let range: ClosedRange<Int>
  private let isAbove: Bool

  /// Finds the integer at an index; `nil` for choices of other kinds.
  init?(at index: Int, in base: ChoiceSequence) {
    guard case .integer(let value, let range, let towards) = base[index] else { return nil }
    (self.index, self.base, self.range, self.towards) = (index, base, range, towards)
    isAbove = value >= towards
    distance = UInt(bitPattern: isAbove ? value &- towards : towards &- value)
  }

  /// How many binary digits the distance has.
  var bits: Int { UInt.bitWidth - distance.leadingZeroBitCount }

  /// Whether the same integer stands elsewhere, too.
  var hasTwin: Bool {
    base.choices.indices.contains { other in
      guard other != index, case .integer(let value, _, _) = base[other],
        case .integer(value, _, _) = base[index]
      else { return false }
      return true
    }
  }

  /// The case with the integer at another distance on the same side, if its constraint allows that.
  func candidate(_ distance: UInt) -> Candidate? {
    guard let offset = Int(exactly: distance) else { return nil }
    let (value, overflow) =
      isAbove
      ? towards.addingReportingOverflow(offset) : towards.subtractingReportingOverflow(offset)
    guard !overflow, range.contains(value) else { return nil }
    return Candidate(
      base.replacing(index, with: .integer(value, in: range, towards: towards)))
  }
}
