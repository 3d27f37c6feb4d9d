/// Looks for a failure by making the worst margin so far worse, choice by choice.
///
/// For properties that measure how close a case comes to failing, and for generators that say what
/// to make larger (``ChoiceSource/target(_:)``): the idea of targeted property-based testing
/// (Löscher and Sagonas, ISSTA 2017), in the form of Hypothesis's optimizer.
@usableFromInline
struct HillClimb {
  /// The choices that came closest.
  @usableFromInline private(set) var summit: ContiguousArray<Choice> = []
  private var height = -Double.infinity
  private var lowest = Double.infinity

  @usableFromInline
  init() {}

  /// Whether heights differ at all, so that there is something to climb.
  @usableFromInline var isSlope: Bool { height > lowest && !summit.isEmpty }

  /// What is to be made larger: the observation if there is one, else how little margin is left.
  @usableFromInline
  static func height(margin: Double, observation: Double?) -> Double { observation ?? -margin }

  /// Notes a case; whether it is higher than all before.
  @usableFromInline
  mutating func note(_ new: Double, of choices: @autoclosure () -> ChoiceSequence) -> Bool {
    guard new.isFinite else { return false }
    lowest = min(lowest, new)
    guard new > height else { return false }
    height = new
    summit = choices().choices
    return true
  }
}

/// The steps of a climb: each choice in turn, up and down, further and further while it helps.
@usableFromInline
struct ClimbingSteps {
  private var index = 0
  private var isUp = true
  private var stride = 1
  private var hasMoved = false
  private var isFinished = false

  @usableFromInline
  init() {}

  /// The next case to try; `nil` when a whole round over all choices has changed nothing.
  @usableFromInline
  mutating func next(from summit: ContiguousArray<Choice>) -> ContiguousArray<Choice>? {
    while !isFinished {
      guard index < summit.count else {
        if !hasMoved { isFinished = true }
        (index, hasMoved) = (0, false)
        continue
      }
      if let choice = moved(summit[index]) {
        var edited = summit
        edited[index] = choice
        return edited
      }
      turn()
    }
    return nil
  }

  /// What came of the step that was handed out last.
  @usableFromInline
  mutating func note(isHigher: Bool) {
    if isHigher {
      hasMoved = true
      stride = stride.multipliedReportingOverflow(by: 2).overflow ? stride : stride * 2
    } else if stride > 1 {
      // Too far: once more from where it now is, in small steps.
      stride = 1
    } else {
      turn()
    }
  }

  private mutating func turn() {
    stride = 1
    if !isUp { index += 1 }
    isUp.toggle()
  }

  private func moved(_ choice: Choice) -> Choice? {
    switch choice {
    case .boolean(let value): return isUp && stride == 1 ? .boolean(!value) : nil
    case .integer: return choice.moved(by: isUp ? stride : -stride)
    case .float(let value, let range, let orNaN):
      let width = range.upperBound - range.lowerBound
      // Without an end, by a share of where it is.
      let unit = (width.isFinite ? width : max(1, value.magnitude)) / 1024
      let step = unit * Double(stride)
      guard value.isFinite, step.isFinite else { return nil }
      let next = min(max(isUp ? value + step : value - step, range.lowerBound), range.upperBound)
      return next == value ? nil : .float(next, in: range, orNaN: orNaN)
    case .text(let text, let letters, let count):
      guard stride == 1 else { return nil }
      let next = isUp ? text + [0] : text.dropLast()
      return next != text && count.contains(next.count)
        ? .text(next, letters: letters, count: count) : nil
    }
  }
}
