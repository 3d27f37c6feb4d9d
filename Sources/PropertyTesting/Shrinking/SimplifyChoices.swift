/// Puts the simplest value in the place of each number, of as many neighbors at once as it can.
///
/// Flags stay: they say what there is, and taking things away is for the passes that delete.
///
/// And where zero won't do, one in the place of every other integer at once.
///
/// Hypothesis's "zero blocks", for numbers only; the second half is not.
struct SimplifyChoices: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    simplifyAll(in: &search)
    let ones = ChoiceSequence(search.current.choices.map(Self.nextSimplest))
    let changed = ones.choices.indices.count { ones[$0] != search.current[$0] }
    // One or two are lowered to it anyway.
    if changed > 2 { _ = search.attempt(ones) }
  }

  /// The integer next to the simplest; what is simple already stays.
  private static func nextSimplest(_ choice: Choice) -> Choice {
    guard case .integer(_, let range, let towards) = choice, !choice.isSimplest,
      towards < range.upperBound
    else { return choice }
    return .integer(towards + 1, in: range, towards: towards)
  }

  private func simplifyAll(in search: inout ShrinkSearch) {
    var start = 0
    while start < search.current.count {
      let base = search.current
      let places = base.choices.indices.dropFirst(start).filter {
        Self.isNumber(base[$0]) && !base[$0].isSimplest
      }
      guard let first = places.first else { return }
      let simplified = search.findInteger(limit: places.count) { count in
        var choices = base.choices
        for place in places.prefix(count) { choices[place] = choices[place].simplest }
        return Candidate(ChoiceSequence(storage: choices))
      }
      start = (simplified > 0 ? places[simplified - 1] : first) + 1
    }
  }

  /// The sequence with all its numbers the simplest.
  static func simplified(_ choices: ChoiceSequence) -> ChoiceSequence {
    ChoiceSequence(choices.choices.map { isNumber($0) ? $0.simplest : $0 })
  }

  private static func isNumber(_ choice: Choice) -> Bool {
    switch choice {
    case .boolean: false
    case .integer, .float, .text: true
    }
  }
}
