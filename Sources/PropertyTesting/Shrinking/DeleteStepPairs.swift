/// Deletes two runs of steps of a program at once: what opens goes with what closes, what is put in with
/// what is taken out.
///
/// Not from Hypothesis, whose programs keep such pairs.
struct DeleteStepPairs: ShrinkPass {
  /// Steps of one run, at most.
  private static let widest = 3
  /// Executions: as many as it took to get here, or this if that was less.
  private static let leastBudget = 60

  func run(on search: inout ShrinkSearch) {
    let end = search.executions + max(Self.leastBudget, search.executions)
    while search.executions < end, deletePair(until: end, in: &search) {}
  }

  private func deletePair(until end: Int, in search: inout ShrinkSearch) -> Bool {
    let steps = search.spans.filter { $0.label == .step && $0.count > 0 }.map(\.range)
    let base = search.current
    for width in 1...Self.widest where 2 * width <= steps.count {
      let starts = 0...(steps.count - width)
      for first in starts {
        for second in starts where second >= first + width {
          guard search.executions < end, !search.isStopped else { return false }
          let front = steps[first].lowerBound..<steps[first + width - 1].upperBound
          let back = steps[second].lowerBound..<steps[second + width - 1].upperBound
          if search.attempt(base.removing(back).removing(front)) { return true }
        }
      }
    }
    return false
  }
}
