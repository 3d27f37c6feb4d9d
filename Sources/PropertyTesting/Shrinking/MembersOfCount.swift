/// One way in which the choices behind a count may belong to what it counts.
struct MembersOfCount {
  /// For each member, the stretches of choices that belong to it alone, in order.
  private let stretches: [[Range<Int>]]

  /// The places of a run of members, ascending and disjoint.
  func places(of members: Range<Int>) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in stretches[members].joined().sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The likely ones, for `count` members counted by the choice at `index`.
  static func layouts(
    of count: Int, behind index: Int, in choices: ChoiceSequence,
    _ spans: ContiguousArray<ChoiceSpan>
  ) -> [MembersOfCount] {
    guard count > 0 else { return [] }
    let classes = ConstraintClass.all(behind: index, in: choices)
    let rows = grid(count, classes) { $0 }
    let heads = classes.filter { $0.places.count == count }
    var layouts = [bySpans(count, behind: index, spans)]
    // Groups that begin with a choice of their own: a nested count, a flag.
    if heads.count > 1, heads.contains(where: { !$0.isRun }) {
      layouts.append(byHeads(count, heads, in: choices))
    }
    layouts += heads.filter { !$0.isRun }.map { byHeads(count, [$0], in: choices) }
    layouts.append(rows)
    if classes.count > 1 {
      layouts += heads.filter(\.isRun).map { byHeads(count, [$0], in: choices) }
    }
    // Columns, and what lies between rows and columns with three counts.
    let largest = classes.map(\.places.count).filter { $0 % count == 0 }.max() ?? 0
    let width = largest / count
    if width > 1 {
      let inner = (1..<width).filter { width % $0 == 0 }.prefix(maximumWidths)
      layouts += inner.map { divisor in grid(count, classes) { min($0, divisor) } }
    }
    return layouts.compactMap { $0 }
  }

  private static let maximumWidths = 3

  /// Assigns each member the same number of each class's choices, `width` in a row.
  private static func grid(
    _ count: Int, _ classes: [ConstraintClass], width: (Int) -> Int
  ) -> MembersOfCount? {
    var stretches: [[Range<Int>]] = Array(repeating: [], count: count)
    for one in classes where one.places.count >= count && one.places.count % count == 0 {
      let width = width(one.places.count / count)
      guard (one.places.count / count).isMultiple(of: width) else { continue }
      for (number, place) in one.places.enumerated() {
        stretches[number / width % count].append(place..<(place + 1))
      }
    }
    return stretches[0].isEmpty ? nil : MembersOfCount(stretches: stretches)
  }

  /// Assigns each member the choices from its head to the next.
  private static func byHeads(
    _ count: Int, _ heads: [ConstraintClass], in choices: ChoiceSequence
  ) -> MembersOfCount {
    var stretches: [[Range<Int>]] = Array(repeating: [], count: count)
    let last = heads.map { $0.places[count - 1] }.max()
    for head in heads {
      for (number, place) in head.places.enumerated() {
        let end =
          number + 1 < count
          ? head.places[number + 1]
          : place == last && !head.isRun ? choices.count : place + 1
        stretches[number].append(place..<end)
      }
    }
    return MembersOfCount(stretches: stretches)
  }

  /// The children of the first span behind the count that has as many.
  private static func bySpans(
    _ count: Int, behind index: Int, _ spans: ContiguousArray<ChoiceSpan>
  ) -> MembersOfCount? {
    var children: [Int: [Range<Int>]] = [:]
    var parents: [Int] = []
    for span in spans where span.start > index && span.count > 0 {
      if children[span.parent] == nil { parents.append(span.parent) }
      children[span.parent, default: []].append(span.range)
    }
    for parent in parents {
      if let found = children[parent], found.count == count {
        return MembersOfCount(stretches: found.map { [$0] })
      }
    }
    return nil
  }
}

/// The choices that were made under one constraint.
private struct ConstraintClass {
  let places: [Int]

  /// Whether the places are contiguous.
  var isRun: Bool { places[places.count - 1] - places[0] == places.count - 1 }

  /// All classes in the order of their first choices.
  static func all(behind index: Int, in choices: ChoiceSequence) -> [ConstraintClass] {
    var order: [Choice] = []
    var places: [Choice: [Int]] = [:]
    for place in (index + 1)..<max(index + 1, choices.count) {
      // Equal constraints have equal simplest choices.
      let key = choices[place].simplest
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(place)
    }
    return order.map { ConstraintClass(places: places[$0]!) }
  }
}

extension ChoiceSequence {
  /// The sequence without `places`, which are ascending and disjoint.
  func removing(places: [Range<Int>]) -> ChoiceSequence {
    places.reversed().reduce(self) { $0.removing($1) }
  }
}
