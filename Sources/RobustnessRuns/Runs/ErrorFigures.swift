import Robustness

/// The figures of a report as functions of counts, each with its interval.
struct ErrorFigures {
  let resampling: Resampling
  /// The number of reference words.
  let words: ResampledFigure

  /// - Parameter words: reference words by unit.
  init(resampling: Resampling, words: [Int]) {
    self.resampling = resampling
    self.words = resampling.sums(ofTotals: words)
  }

  /// WER over `draws` draws of each utterance.
  func wer(_ errors: ResampledFigure, draws: Int = 1) -> Estimate {
    perWord(errors.scaled(by: 1 / Double(draws))) {
      resampling.estimate(of: $0, within: 0 ... .infinity)
    }
  }

  /// NPRR, or the difference of WER where the clean errors are none, for all utterances, in some resample
  /// or without some unit: no resample is dropped.
  func degradation(
    clean: ResampledFigure, perturbed: ResampledFigure, draws: Int
  ) -> Degradation {
    let added = perturbed.scaled(by: 1 / Double(draws)) - clean
    if let ratio = added.divided(by: clean) {
      return Degradation(
        kind: .relative, estimate: resampling.estimate(of: ratio, within: -1 ... .infinity))
    }
    return Degradation(kind: .absolute, estimate: difference(added))
  }

  /// Relative WER reduction of `own` against `other`, or the difference of WER where the other makes no
  /// errors, for all utterances, in some resample or without some unit.
  ///
  /// - Parameters:
  ///   - own: errors by unit.
  ///   - other: those of the other model.
  func comparison(own: [Int], other: [Int]) -> Comparison {
    let (ownSums, otherSums) = (
      resampling.sums(ofTotals: own), resampling.sums(ofTotals: other)
    )
    let p = MatchedPairs.p(own, other)
    let avoided = otherSums - ownSums
    if let ratio = avoided.divided(by: otherSums) {
      return Comparison(
        reduction: resampling.estimate(of: ratio, within: -.infinity...1), isRelative: true,
        matchedPairsP: p)
    }
    return Comparison(reduction: difference(avoided), isRelative: false, matchedPairsP: p)
  }

  /// A difference of WERs.
  private func difference(_ errors: ResampledFigure) -> Estimate {
    perWord(errors) { resampling.difference($0) }
  }

  /// A figure per reference word, without an interval if some resample has no reference words.
  private func perWord(
    _ errors: ResampledFigure, _ estimate: (ResampledFigure) -> Estimate
  ) -> Estimate {
    precondition(words.value > 0, "a run refuses corpora without reference words")
    return errors.divided(by: words).map(estimate)
      ?? Estimate(value: errors.value / words.value, without: .undefinedInResample)
  }
}
