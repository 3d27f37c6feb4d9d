/// Deletes the i-th of several siblings and, in the same step, lowers the integers that counted
/// past it.
///
/// So a list goes smaller whose elements are told by their number: hypotheses of an N-best list,
/// words of a hypothesis. Which integers are such numbers can't be known: first those are taken
/// whose range is just that of the siblings' numbers, then those in the siblings themselves, then
/// all.
///
/// Not from Hypothesis: it takes the challenge *coupling* from a quarter of the seeds to all.
struct Renumber: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var parent = -1
    while parent < search.spans.count {
      var number = search.children(of: parent).count - 1
      while number >= 0 {
        delete(number, under: parent, in: &search)
        number -= 1
      }
      parent += 1
    }
  }

  /// Deletes the child of that number, counted among its siblings with the same label.
  private func delete(_ child: Int, under parent: Int, in search: inout ShrinkSearch) {
    let children = search.children(of: parent).map { search.spans[$0] }
    guard child < children.count, children[child].count > 0 else { return }
    let span = children[child]
    let siblings = children.filter { $0.label == span.label }
    let number = siblings.count { $0.start < span.start }
    let whole = siblings[0].start..<siblings[siblings.count - 1].end
    let numbered = search.current.choices.indices.filter { place in
      guard case .integer(let value, let range, 0) = search.current[place] else { return false }
      return value > number && range.lowerBound == 0 && !span.range.contains(place)
    }
    let groups = [
      numbered.filter { place in
        if case .integer(_, 0...(siblings.count - 1), _) = search.current[place] {
          true
        } else {
          false
        }
      },
      numbered.filter { whole.contains($0) },
      numbered,
    ]
    let base = search.current
    _ = search.firstSuccess(groups.count) { group in
      guard !groups[group].isEmpty else { return nil }
      var choices = base.choices
      for place in groups[group] { choices[place] = choices[place].moved(by: -1)! }
      return Candidate(ChoiceSequence(storage: choices).removing(span.range))
    }
  }
}
