import Robustness

/// What one model did in one part, by unit of the resampling.
struct BreakdownTally {
  private struct Counts {
    var lists = 0
    var words = 0
    var errors = 0
    var cleanErrors = 0
  }

  /// The counts of units that have lists in the part, since most word pairs have few.
  private var counts: [Int: Counts] = [:]
  /// How many utterances have lists in the part, and the last of them.
  private var utterances = 0
  private var last: Int?

  /// Adds a list.
  ///
  /// - Precondition: lists come utterance by utterance.
  mutating func add(_ utterance: Int, unit: Int, words: Int, errors: Int, cleanErrors: Int) {
    if utterance != last { utterances += 1 }
    last = utterance
    var own = counts[unit] ?? Counts()
    own.lists += 1
    own.words += words
    own.errors += errors
    own.cleanErrors += cleanErrors
    counts[unit] = own
  }

  private func sum(_ count: KeyPath<Counts, Int>) -> Int {
    counts.values.reduce(0) { $0 + $1[keyPath: count] }
  }

  private func sums(_ count: KeyPath<Counts, Int>, _ resampling: Resampling) -> ResampledFigure {
    resampling.sums(ofTotals: (0..<resampling.units).map { counts[$0]?[keyPath: count] ?? 0 })
  }

  var addedErrors: Int { sum(\.errors) - sum(\.cleanErrors) }
  var lists: Int { sum(\.lists) }

  /// - Parameter resampling: of the corpus; nil computes no intervals.
  func figures(of model: String, _ resampling: Resampling?) -> BreakdownRecord.Figures {
    let ratios = resampling.map { resampling in
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
      model: model, lists: lists, utterances: utterances, referenceWords: sum(\.words),
      errors: sum(\.errors), cleanErrors: sum(\.cleanErrors), wer: ratios?.wer,
      addedErrors: ratios?.added)
  }
}
