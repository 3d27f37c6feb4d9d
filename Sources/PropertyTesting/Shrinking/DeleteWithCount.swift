/// Lowers an integer that says how much follows, and deletes as many of what follows.
///
/// For generators that draw a count and then the elements. An integer is taken for such a count
/// only if making it simplest changed how much was drawn.
///
/// Not from Hypothesis, which lowers and deletes in one step only right behind the count.
struct DeleteWithCount: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      if case .integer(let value, let range, let towards) = search.current[index],
        value > towards, isCount(index, in: &search)
      {
        deleteElements(countedBy: index, value, range, towards, in: &search)
      }
      index += 1
    }
  }

  private func isCount(_ index: Int, in search: inout ShrinkSearch) -> Bool {
    let candidate = Candidate(
      search.current.replacing(index, with: search.current[index].simplest))
    guard let trial = search.trial(of: candidate) else { return false }
    return trial.recorded.count < search.current.count
  }

  private func deleteElements(
    countedBy index: Int, _ value: Int, _ range: ClosedRange<Int>, _ towards: Int,
    in search: inout ShrinkSearch
  ) {
    var width = 1
    while width <= 4 {
      var start = index + 1
      while start < search.current.count {
        guard case .integer(let value, range, towards) = search.current[index],
          value > towards
        else { return }
        let base = search.current
        let limit = min(value &- towards, (base.count - start) / width)
        let deleted = search.findInteger(limit: limit) { count in
          Candidate(
            base.replacing(
              index, with: .integer(value - count, in: range, towards: towards)
            ).removing(start..<(start + count * width)))
        }
        if deleted == 0 { start += 1 }
      }
      width += 1
    }
  }
}
