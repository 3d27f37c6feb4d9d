/// Makes each choice as simple as it can be on its own, from the front.
///
/// A smaller value may change what is drawn after it. Where the plain edit fails and did not fit,
/// it is tried once more with the rest of the innermost span drawn anew and what follows kept in
/// step.
///
/// Hypothesis's `minimize_individual_choices`.
struct MinimizeChoices: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      switch search.current[index] {
      case .boolean(true):
        if Self.lower(index, to: .boolean(false), in: &search) {
          lowerFlags(behind: index, in: &search)
        }
      case .boolean(false):
        break
      case .integer(let value, let range, let towards):
        minimize(index, value, range, towards, in: &search)
      case .float:
        MinimizeFloat.minimize(index, in: &search)
      case .text:
        MinimizeText.minimize([index], in: &search)
      }
      index += 1
    }
  }

  /// Lowers as many as possible of the flags directly after one that was just lowered.
  private func lowerFlags(behind index: Int, in search: inout ShrinkSearch) {
    let base = search.current
    let run = base.choices.dropFirst(index + 1).prefix { $0 == .boolean(true) }.indices
    _ = search.findInteger(limit: run.count) { count in
      let lowered = Array(repeating: Choice.boolean(false), count: count)
      return Candidate(base.replacing(run.lowerBound..<(run.lowerBound + count), with: lowered))
    }
  }

  private func minimize(
    _ index: Int, _ value: Int, _ range: ClosedRange<Int>, _ towards: Int,
    in search: inout ShrinkSearch
  ) {
    guard value != towards else { return }
    if Self.lower(index, to: .integer(towards, in: range, towards: towards), in: &search) { return }
    // The next simplest is where many end that can't be the simplest.
    if value != towards &+ 1, towards < range.upperBound,
      Self.lower(index, to: .integer(towards + 1, in: range, towards: towards), in: &search)
    {
      return
    }
    if value < towards, let mirrored = mirror(value, towards, range) {
      _ = Self.lower(index, to: .integer(mirrored, in: range, towards: towards), in: &search)
    }
    descend(index, in: &search)
    // The other side, nearer to the simplest value.
    guard index < search.current.count,
      case .integer(let value, range, towards) = search.current[index], value > towards
    else { return }
    let (other, overflow) = towards.subtractingReportingOverflow((value &- towards) - 1)
    guard !overflow, value &- towards > 1, range.contains(other) else { return }
    if Self.lower(index, to: .integer(other, in: range, towards: towards), in: &search) {
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

  static func lower(_ index: Int, to choice: Choice, in search: inout ShrinkSearch) -> Bool {
    let choices = search.current.replacing(index, with: choice)
    guard let span = search.innermostSpan(around: index) else { return search.attempt(choices) }
    let content = Array(choices.choices[search.spans[span].range])
    return search.attempt(replacing: span, withEach: [content])
  }
}
