import Robustness
package import RobustnessRuns

/// What a corpus's intervals come from, in words.
package struct ResamplingText {
  private let corpus: CorpusRecord
  private let record: RunRecord

  package init(_ corpus: CorpusRecord, in record: RunRecord) {
    self.corpus = corpus
    self.record = record
  }

  /// "95% intervals, BCa bootstrap, 2,000 resamples of 700 utterances; differences and p-values from …"
  package var text: String {
    let level = "\(record.confidence) intervals"
    guard let resampling = corpus.resampling else {
      return corpus.utterances == 1
        ? "no intervals: one utterance"
        : "\(level), percentile bootstrap over \(FigureFormat.count(corpus.utterances)) utterances"
    }
    switch resampling.method {
    case .bootstrap:
      return
        "\(level), BCa bootstrap, \(FigureFormat.count(resampling.resamples ?? 0)) resamples of "
        + "\(units(resampling)); differences and p-values from the jackknife over the same units"
    case .jackknife:
      return "\(level), delete-one jackknife over \(units(resampling)) with "
        + "t(\(resampling.units - 1))"
    case .none: return "no intervals: \(units(resampling)), but at least three are needed"
    }
  }

  /// "700 utterances", "12 clusters by voice", "10,000 random groups of 1,000,000 utterances".
  private func units(_ resampling: ResamplingRecord) -> String {
    let count = resampling.grouped ?? resampling.units
    let units =
      resampling.cluster.map { FigureFormat.count(count, of: "cluster") + " by \($0)" }
      ?? FigureFormat.count(count, of: "utterance")
    guard resampling.grouped != nil else { return units }
    return "\(FigureFormat.count(resampling.units)) random groups of \(units)"
  }
}

extension Contrast {
  /// What would have been detected, if the contrast is not shown: "0.9 points".
  func detectableText(at level: Double) -> String? {
    guard let detectable, let holmP, holmP >= level else { return nil }
    switch measure {
    case .wer: return FigureFormat.points(detectable) + " points"
    case .skill, .skillKept: return FigureFormat.decimal(detectable, digits: 2)
    }
  }
}
