/// Deletes the i-th of several siblings and, in the same step, lowers every integer behind it or
/// before it that counted past it.
///
/// So a list goes smaller whose elements are told by their number: hypotheses of an N-best list,
/// words of a hypothesis.
struct Renumber: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var parent = -1
    while parent < search.spans.count {
      var number = search.children(of: parent).count - 1
      while number >= 0 {
        let children = search.children(of: parent)
        if number < children.count,
          let candidate = deleting(number, of: children.map { search.spans[$0] }, in: search)
        {
          _ = search.attempt(candidate)
        }
        number -= 1
      }
      parent += 1
    }
  }

  private func deleting(
    _ number: Int, of siblings: [ChoiceSpan], in search: ShrinkSearch
  ) -> ChoiceSequence? {
    guard siblings[number].count > 0 else { return nil }
    var isRenumbered = false
    let lowered = search.current.choices.map { choice -> Choice in
      guard case .integer(let value, let range, let towards) = choice, towards == 0,
        value > number, range.lowerBound == 0
      else { return choice }
      isRenumbered = true
      return .integer(value - 1, in: range, towards: towards)
    }
    guard isRenumbered else { return nil }
    return ChoiceSequence(lowered).removing(siblings[number].range)
  }
}
