import Robustness

/// The figures of a report as functions of counts, each with its interval.
struct ErrorFigures {
  let bootstrap: Bootstrap
  /// Reference words.
  let words: ResampledFigure

  init(bootstrap: Bootstrap, words: [Int]) {
    self.bootstrap = bootstrap
    self.words = bootstrap.sums(of: words)
  }

  /// WER over `draws` draws of each utterance; 0 where there are no reference words at all.
  func wer(_ errors: ResampledFigure, draws: Int = 1) -> Estimate {
    let scale = 1 / Double(draws)
    return bootstrap.estimate(of: [errors, words]) { $0[1] > 0 ? $0[0] * scale / $0[1] : nil }
      ?? Estimate(value: 0, lower: 0, upper: 0)
  }

  /// NPRR, or the difference of WER where the clean errors are none, for all utterances or in some
  /// resample: no resample is dropped.
  func degradation(
    clean: ResampledFigure, perturbed: ResampledFigure, draws: Int
  ) -> Degradation {
    let scale = 1 / Double(draws)
    if let ratio = (perturbed.scaled(by: scale) - clean).divided(by: clean) {
      return Degradation(kind: .relative, estimate: bootstrap.estimate(of: ratio))
    }
    let difference = bootstrap.estimate(of: [clean, perturbed, words]) {
      $0[2] > 0 ? ($0[1] * scale - $0[0]) / $0[2] : nil
    }
    return Degradation(
      kind: .absolute, estimate: difference ?? Estimate(value: 0, lower: 0, upper: 0))
  }

  /// Relative WER reduction of `own` against `other`, or the difference of WER where the other makes no
  /// errors, for all utterances or in some resample.
  func comparison(own: [Int], other: [Int]) -> Comparison {
    let (ownSums, otherSums) = (bootstrap.sums(of: own), bootstrap.sums(of: other))
    let p = MatchedPairs.p(own, other)
    if let ratio = (otherSums - ownSums).divided(by: otherSums) {
      return Comparison(
        reduction: bootstrap.estimate(of: ratio), isRelative: true, matchedPairsP: p)
    }
    let difference = bootstrap.estimate(of: [ownSums, otherSums, words]) {
      $0[2] > 0 ? ($0[1] - $0[0]) / $0[2] : nil
    }
    return Comparison(
      reduction: difference ?? Estimate(value: 0, lower: 0, upper: 0), isRelative: false,
      matchedPairsP: p)
  }
}
