import Rescoring
package import Robustness
import RobustnessRuns
package import Transcripts

/// A gate's model with its weights, and the lists that can be judged by them.
package struct WeighedModel: Sendable {
  package let secondPass: SecondPass
  /// Lists that the weights were not tuned on, where there are enough of them.
  package let judged: Corpus
  /// What a reader of a failure should know of the weights; nil if there is nothing to say.
  package let notice: String?

  /// The number of utterances that is enough to tune on one half of them and judge by the other.
  static let enough = 40

  init(secondPass: SecondPass, judged: Corpus, notice: String?) {
    self.secondPass = secondPass
    self.judged = judged
    self.notice = notice
  }

  /// Tunes on every other utterance and leaves the others to be judged; on all of them where they are few.
  ///
  /// - Throws: `RescoringError` when the model stops answering.
  init(_ model: any RescoringModel, tunedWithin corpus: Corpus) throws(RescoringError) {
    guard corpus.count >= Self.enough else {
      self.init(
        secondPass: try SecondPass(model, tunedOn: corpus), judged: corpus,
        notice:
          "the weights are tuned on the \(corpus.count) lists of \(corpus.name) that they are judged on, "
          + "so its figures are too good; .tuning(on:) names others")
      return
    }
    func half(_ isMeant: (Int) -> Bool) -> Corpus {
      corpus.selecting(corpus.indices.filter(isMeant))
    }
    self.init(
      secondPass: try SecondPass(model, tunedOn: half { $0.isMultiple(of: 2) }),
      judged: half { !$0.isMultiple(of: 2) },
      notice:
        "the weights are tuned on every other utterance of \(corpus.name), and properties that depend on "
        + "them are examined on the others; .tuning(on:) names other lists")
  }
}
