import Robustness

/// What one model did in one part.
struct BreakdownTally {
  private struct Counts {
    var lists = 0
    var words = 0
    var errors = 0
    var cleanErrors = 0

    static func += (left: inout Self, right: Self) {
      left.lists += right.lists
      left.words += right.words
      left.errors += right.errors
      left.cleanErrors += right.cleanErrors
    }
  }

  private var all = Counts()
  /// The counts of units of the resampling that have lists in the part; nil where nothing is resampled, as a part for each
  /// pair of words has too many.
  private var units: [Int: Counts]?
  /// How many utterances have lists in the part, and the last of them.
  private var utterances = 0
  private var last: Int?

  /// - Parameter isResampled: whether figures have intervals.
  init(isResampled: Bool) {
    units = isResampled ? [:] : nil
  }

  /// Adds a list.
  ///
  /// - Precondition: lists come utterance by utterance.
  mutating func add(_ utterance: Int, unit: Int, words: Int, errors: Int, cleanErrors: Int) {
    if utterance != last { utterances += 1 }
    last = utterance
    let one = Counts(lists: 1, words: words, errors: errors, cleanErrors: cleanErrors)
    all += one
    units?[unit, default: Counts()] += one
  }

  private func sums(_ count: KeyPath<Counts, Int>, _ resampling: Resampling) -> ResampledFigure {
    resampling.sums(
      ofTotals: (0..<resampling.units).map { units?[$0]?[keyPath: count] ?? 0 })
  }

  var addedErrors: Int { all.errors - all.cleanErrors }
  var lists: Int { all.lists }

  /// The part's figures, with intervals if units were counted.
  func figures(of model: String, _ resampling: Resampling) -> BreakdownRecord.Figures {
    let ratios = units.map { _ in
      let words = sums(\.words, resampling)
      let errors = sums(\.errors, resampling)
      let added = errors - sums(\.cleanErrors, resampling)
      return (
        wer: resampling.figure(
          of: ChoiceMeasures.ratio(errors, words, .noReferenceWords), within: 0 ... .infinity),
        added: resampling.difference(
          of: ChoiceMeasures.ratio(added, words, .noReferenceWords))
      )
    }
    return BreakdownRecord.Figures(
      model: model, lists: lists, utterances: utterances, referenceWords: all.words,
      errors: all.errors, cleanErrors: all.cleanErrors, wer: ratios?.wer,
      addedErrors: ratios?.added)
  }
}
