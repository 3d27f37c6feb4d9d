public import Transcripts

/// The unit of a recognizer's language costs: nats, decibels, or whatever they are.
public enum LanguageUnit {
  /// How much the lists' language costs grow for each nat of `model`; nil where the lists have none, or where
  /// they or the model's costs never differ within a list.
  ///
  /// It is the ratio of the two spreads within lists (``CostSpread``), and so follows the unit of the lists:
  /// with language costs halved it is half as large. A recognizer's own model gives about 1 for costs in nats.
  public static func estimated(
    from lists: some Collection<NBestList>, by model: any LanguageModel
  ) -> Double? {
    var (theirs, ours): ([[Double]], [[Double]]) = ([], [])
    for list in lists {
      let costs = list.hypotheses.compactMap(\.costs.language)
      guard costs.count == list.count else { continue }
      theirs.append(costs)
      ours.append(list.hypotheses.map { model.cost(ofNormalized: $0.text) })
    }
    let unit = CostSpread.spread(theirs) / CostSpread.spread(ours)
    return unit.isFinite && unit > 0 ? unit : nil
  }
}
