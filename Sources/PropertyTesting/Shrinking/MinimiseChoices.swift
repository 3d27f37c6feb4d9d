/// Makes each choice as simple as it can be on its own, from the front.
///
/// A smaller value may change what is drawn after it. Where the plain edit fails and did not fit,
/// it is tried once more with the rest of the innermost span drawn anew and what follows kept in
/// step.
struct MinimiseChoices: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      switch search.current[index] {
      case .boolean(true):
        _ = lower(index, to: .boolean(false), in: &search)
      case .boolean(false):
        break
      case .integer(let value, let range, let towards):
        minimise(index, value, range, towards, in: &search)
      case .float(let value, let range):
        minimise(index, value, range, in: &search)
      }
      index += 1
    }
  }

  private func minimise(
    _ index: Int, _ value: Int, _ range: ClosedRange<Int>, _ towards: Int,
    in search: inout ShrinkSearch
  ) {
    guard value != towards else { return }
    if lower(index, to: .integer(towards, in: range, towards: towards), in: &search) { return }
    if value < towards, let mirrored = mirror(value, towards, range) {
      _ = lower(index, to: .integer(mirrored, in: range, towards: towards), in: &search)
    }
    descend(index, in: &search)
    // The other side, nearer to the simplest value.
    guard index < search.current.count,
      case .integer(let value, range, towards) = search.current[index], value > towards
    else { return }
    let (other, overflow) = towards.subtractingReportingOverflow((value &- towards) - 1)
    guard !overflow, value &- towards > 1, range.contains(other) else { return }
    if lower(index, to: .integer(other, in: range, towards: towards), in: &search) {
      descend(index, in: &search)
    }
  }

  /// Towards the simplest value, on the side where the choice is.
  private func descend(_ index: Int, in search: inout ShrinkSearch) {
    guard index < search.current.count,
      case .integer(let value, let range, let towards) = search.current[index]
    else { return }
    let (base, isAbove) = (search.current, value > towards)
    let distance = UInt(bitPattern: isAbove ? value &- towards : towards &- value)
    _ = search.descend(from: distance) { distance in
      let offset = Int(bitPattern: distance)
      return Candidate(
        base.replacing(
          index,
          with: .integer(
            isAbove ? towards &+ offset : towards &- offset, in: range, towards: towards)))
    }
  }

  private func mirror(_ value: Int, _ towards: Int, _ range: ClosedRange<Int>) -> Int? {
    let (distance, overflow) = towards.subtractingReportingOverflow(value)
    guard !overflow else { return nil }
    let (mirrored, tooFar) = towards.addingReportingOverflow(distance)
    return !tooFar && range.contains(mirrored) ? mirrored : nil
  }

  private func minimise(
    _ index: Int, _ value: Double, _ range: ClosedRange<Double>, in search: inout ShrinkSearch
  ) {
    guard lower(index, to: search.current[index].simplest, in: &search) == false else { return }
    let base = search.current
    for digits in 0..<52 {
      let shorter = FloatOrder.truncated(value, digits: digits)
      guard shorter != value else { break }
      guard range.contains(shorter) else { continue }
      if search.attempt(base.replacing(index, with: .float(shorter, in: range))) { break }
    }
    guard index < search.current.count, case .float(let value, range) = search.current[index],
      value == value.rounded(), value.magnitude < 0x1p53
    else { return }
    let whole = search.current
    _ = search.descend(from: UInt(value.magnitude)) { distance in
      let smaller = value < 0 ? -Double(distance) : Double(distance)
      guard range.contains(smaller) else { return nil }
      return Candidate(whole.replacing(index, with: .float(smaller, in: range)))
    }
  }

  private func lower(_ index: Int, to choice: Choice, in search: inout ShrinkSearch) -> Bool {
    let choices = search.current.replacing(index, with: choice)
    guard let span = search.innermostSpan(around: index) else { return search.attempt(choices) }
    let content = Array(choices.choices[search.spans[span].range])
    return search.attempt(replacing: span, withEach: [content])
  }
}
