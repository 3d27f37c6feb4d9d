/// Deletes runs of neighboring choices, long runs first and from the back, whatever spans they
/// belong to: so two lists become one when the end of the first and the start of the second go.
///
/// Hypothesis's adaptive deletion of blocks.
struct DeleteChoices: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    for width in stride(from: 5, through: 1, by: -1) {
      var end = search.current.count
      while end >= width {
        let base = search.current
        let deleted = search.findInteger(limit: end / width) { count in
          Candidate(base.removing((end - count * width)..<end))
        }
        end = min(end - deleted * width - 1, search.current.count)
      }
    }
  }
}
