import Robustness

/// What became of a model's clean choices, by unit of the resampling.
struct MoveTally: Sendable {
  private var lists = 0
  private var compared: [Int]
  private var moved: [Int]
  private var harmed: [Int]
  private var rescued: [Int]
  private var added: [Int]
  private var words: [Int]

  init(units: Int) {
    let zeros = [Int](repeating: 0, count: units)
    (compared, moved, harmed, rescued, added, words) = (zeros, zeros, zeros, zeros, zeros, zeros)
  }

  /// Adds what became of the choice in one list.
  ///
  /// - Parameter words: in the list's reference.
  mutating func add(_ move: ChoiceMove, unit: Int, words count: Int) {
    lists += 1
    switch move {
    case .leftOut: return
    case .stayed: break
    case .moved(let errors):
      moved[unit] += 1
      added[unit] += errors
      if errors > 0 { harmed[unit] += 1 }
      if errors < 0 { rescued[unit] += 1 }
    }
    compared[unit] += 1
    words[unit] += count
  }

  func figures(_ resampling: Resampling) -> MovedChoices {
    func share(_ counts: [Int]) -> Figure {
      resampling.rate(ofTotals: counts, among: moved, else: .nothingMoved)
    }
    let total = compared.reduce(0, +)
    return MovedChoices(
      compared: total, leftOut: lists - total, moved: moved.reduce(0, +), harm: share(harmed),
      rescue: share(rescued),
      netAddedErrors: resampling.difference(
        of: ChoiceMeasures.ratio(
          resampling.sums(ofTotals: added), resampling.sums(ofTotals: words), .noReferenceWords)))
  }
}
