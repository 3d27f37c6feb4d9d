/// Moves an integer to its simplest value and all those behind it by the same amount, so that what
/// lies between them stays: keys of a tree keep their order.
///
/// A relative of Hypothesis's `lower_common_node_offset`.
struct ShiftIntegers: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      let base = search.current
      if let distance = base[index].signedDistance, distance != 0 {
        var choices = base.choices
        for place in index..<choices.count {
          choices[place] = choices[place].moved(by: -distance) ?? choices[place]
        }
        if !search.attempt(ChoiceSequence(storage: choices)) { return }
      }
      index += 1
    }
  }
}
