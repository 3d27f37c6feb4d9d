/// Lowers an integer that says how much follows, and deletes as much of what follows.
///
/// For generators that draw a count and then the elements: one after the other, in rows and columns of
/// a product of counts, in groups that have counts of their own, in several lists side by side. An
/// integer is taken for a count only if making it simplest changed how much was drawn. What belongs to
/// its members is told by constraints and spans, see `MembersOfCount`.
///
/// Not from Hypothesis, which lowers and deletes in one step only right behind the count.
struct DeleteWithCount: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.current.count {
      while lower(index, in: &search) {}
      index += 1
    }
  }

  private func lower(_ index: Int, in search: inout ShrinkSearch) -> Bool {
    guard index < search.current.count,
      case .integer(let value, let range, let towards) = search.current[index], value > towards
    else { return false }
    let base = search.current
    func lowered(_ count: Int) -> ChoiceSequence {
      base.replacing(index, with: .integer(value - count, in: range, towards: towards))
    }
    // The last members go by themselves: nobody draws them any more.
    if search.attempt(lowered(value - towards)) { return true }
    guard let trial = search.trial(of: Candidate(lowered(value - towards))),
      trial.recorded.count < base.count
    else { return false }
    let units = value - towards
    let tail = search.findInteger(limit: units - 1) { Candidate(lowered($0)) }
    if tail > 0 { return true }
    return deleteMembers(countedBy: index, value, units, lowered, in: &search)
      || deleteWindow(
        behind: index, base.count - trial.recorded.count, units, lowered, in: &search)
      || deleteNearby(behind: index, lowered(1), in: &search)
  }

  /// Runs of members, the longest first: all but the last, then from the back.
  private func deleteMembers(
    countedBy index: Int, _ value: Int, _ units: Int, _ lowered: (Int) -> ChoiceSequence,
    in search: inout ShrinkSearch
  ) -> Bool {
    let layouts = MembersOfCount.layouts(
      of: value, behind: index, in: search.current, search.spans)
    for layout in layouts {
      if units > 1,
        search.attempt(lowered(units).removing(places: layout.places(of: 0..<units)))
      {
        return true
      }
      var end = value
      while end > 0 {
        let deleted = search.findInteger(limit: min(units, end)) { count in
          Candidate(
            lowered(count).removing(places: layout.places(of: (end - count)..<end)))
        }
        if deleted > 0 { return true }
        end -= 1
      }
    }
    return false
  }

  /// Deletes as many neighboring choices as one member was found to have, wherever they stand.
  private func deleteWindow(
    behind index: Int, _ dropped: Int, _ units: Int, _ lowered: (Int) -> ChoiceSequence,
    in search: inout ShrinkSearch
  ) -> Bool {
    let count = search.current.count
    let width: Int
    if units == 1 {
      width = dropped
    } else {
      guard let trial = search.trial(of: Candidate(lowered(1))) else { return false }
      width = count - trial.recorded.count
    }
    guard width > 0, index + 1 + width <= count else { return false }
    let starts = (index + 1)...(count - width)
    let step = max(1, starts.count / Self.windows)
    let places = Array(stride(from: starts.upperBound, through: starts.lowerBound, by: -step))
    return search.firstSuccess(places.count) { number in
      Candidate(lowered(1).removing(places[number]..<(places[number] + width)))
    } != nil
  }

  /// The approximate largest number of windows to try.
  private static let windows = 16

  /// One choice or two not far behind: an empty group, whose own count looks like this one.
  private func deleteNearby(
    behind index: Int, _ lowered: ChoiceSequence, in search: inout ShrinkSearch
  ) -> Bool {
    for width in 1...2 {
      let starts = (index + 1)...(index + Self.nearby)
      let usable = starts.filter { $0 + width <= lowered.count }
      let found = search.firstSuccess(usable.count) { number in
        Candidate(lowered.removing(usable[number]..<(usable[number] + width)))
      }
      if found != nil { return true }
    }
    return false
  }

  private static let nearby = 6
}
