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

  /// NPRR, or the difference of WER where the clean errors are none.
  func degradation(
    clean: ResampledFigure, perturbed: ResampledFigure, draws: Int
  ) -> Degradation {
    let scale = 1 / Double(draws)
    if let ratio = bootstrap.estimate(
      of: [clean, perturbed], { $0[0] > 0 ? ($0[1] * scale - $0[0]) / $0[0] : nil })
    {
      return Degradation(kind: .relative, estimate: ratio)
    }
    let difference = bootstrap.estimate(of: [clean, perturbed, words]) {
      $0[2] > 0 ? ($0[1] * scale - $0[0]) / $0[2] : nil
    }
    return Degradation(
      kind: .absolute, estimate: difference ?? Estimate(value: 0, lower: 0, upper: 0))
  }

  /// Relative WER reduction of `own` against `other`.
  func comparison(own: [Int], other: [Int]) -> Comparison {
    let (ownSums, otherSums) = (bootstrap.sums(of: own), bootstrap.sums(of: other))
    let p = MatchedPairs.p(own, other)
    if let ratio = bootstrap.estimate(
      of: [ownSums, otherSums], { $0[1] > 0 ? ($0[1] - $0[0]) / $0[1] : nil })
    {
      return Comparison(reduction: ratio, isRelative: true, matchedPairsP: p)
    }
    let difference = bootstrap.estimate(of: [ownSums, otherSums, words]) {
      $0[2] > 0 ? ($0[1] - $0[0]) / $0[2] : nil
    }
    return Comparison(
      reduction: difference ?? Estimate(value: 0, lower: 0, upper: 0), isRelative: false,
      matchedPairsP: p)
  }
}
