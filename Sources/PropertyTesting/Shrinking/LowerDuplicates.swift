/// Lowers equal values together: two that must stay equal can't go one by one.
///
/// Hypothesis's `minimize_duplicated_choices`.
struct LowerDuplicates: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var seen: Set<Choice> = []
    var index = 0
    while index < search.current.count {
      switch search.current[index] {
      case .integer(let value, _, let towards):
        if value != towards, seen.insert(search.current[index]).inserted {
          lowerAll(equalTo: value, towards, in: &search)
        }
      case .text(let text, _, _):
        if seen.insert(search.current[index]).inserted {
          lowerAll(equalTo: text, in: &search)
        }
      case .boolean, .float: break
      }
      index += 1
    }
  }

  private func lowerAll(equalTo value: Int, _ towards: Int, in search: inout ShrinkSearch) {
    let base = search.current
    let places = base.choices.indices.filter {
      if case .integer(value, _, towards) = base[$0] { true } else { false }
    }
    guard places.count > 1 else { return }
    func candidate(_ distance: UInt, isAbove: Bool) -> Candidate? {
      let offset = Int(bitPattern: distance)
      let lowered = isAbove ? towards &+ offset : towards &- offset
      var candidate = base
      for place in places {
        guard case .integer(_, let range, _) = base[place], range.contains(lowered) else {
          return nil
        }
        candidate = candidate.replacing(
          place, with: .integer(lowered, in: range, towards: towards))
      }
      return Candidate(candidate)
    }
    let isBelow = value < towards
    let distance = UInt(bitPattern: isBelow ? towards &- value : value &- towards)
    let isTurned = isBelow && search.attempt(candidate(distance, isAbove: true))
    _ = search.descend(from: distance) { candidate($0, isAbove: isTurned || !isBelow) }
  }

  private func lowerAll(equalTo text: [UInt32], in search: inout ShrinkSearch) {
    let places = search.current.choices.indices.filter {
      if case .text(text, _, _) = search.current[$0] { true } else { false }
    }
    if places.count > 1 { MinimizeText.minimize(places, in: &search) }
  }
}
