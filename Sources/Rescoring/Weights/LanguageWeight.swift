public import Transcripts

/// The weight that a recognizer gave its language costs in its totals.
public enum LanguageWeight {
  /// The median of `(total − acoustic) / language` over all hypotheses that have the three costs; nil where
  /// none has, or where the median is no weight, below 0.
  ///
  /// It follows the unit of the lists: with acoustic and total costs halved it is half as large.
  public static func estimated(from corpora: [Corpus]) -> Double? {
    var weights: [Double] = []
    for corpus in corpora {
      for utterance in corpus {
        for hypothesis in utterance.nBest.hypotheses {
          guard let acoustic = hypothesis.costs.acoustic, let language = hypothesis.costs.language,
            language != 0
          else { continue }
          let weight = (hypothesis.costs.total - acoustic) / language
          if weight.isFinite { weights.append(weight) }
        }
      }
    }
    guard !weights.isEmpty else { return nil }
    weights.sort()
    let median = weights[weights.count / 2]
    return median >= 0 ? median : nil
  }
}
