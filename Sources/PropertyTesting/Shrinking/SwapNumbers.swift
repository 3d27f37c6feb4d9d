/// Exchanges two numbers drawn under one constraint, if the second is the simpler one: arguments that no
/// span holds together are sorted, too.
struct SwapNumbers: ShrinkPass {
  /// How many numbers apart the two may be.
  private static let reach = 2

  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      let base = search.current
      let others = base.choices.indices.dropFirst(index + 1)
        .filter { base[$0].simplest == base[index].simplest }.prefix(Self.reach)
        .filter { Self.isNumber(base[$0]) && base[$0] < base[index] }
      _ = search.firstSuccess(others.count) { number in
        Candidate(
          base.replacing(index, with: base[others[number]])
            .replacing(others[number], with: base[index]))
      }
      index += 1
    }
  }

  private static func isNumber(_ choice: Choice) -> Bool {
    switch choice {
    case .integer, .float: true
    case .boolean, .text: false
    }
  }
}
