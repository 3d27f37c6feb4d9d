/// The names of a scoring head in a model's file, and the direction of its output.
///
/// A head is a dense layer with tanh over the \[CLS\] state, or none, and then one output. Its value is a
/// cost, or where a higher output is better, it becomes one by a change of sign.
public struct ScoringHeadLayout: Hashable, Sendable, Codable {
  /// The module of the dense layer ("bert.pooler.dense"); nil where the output is computed from the
  /// \[CLS\] state itself.
  public let dense: String?
  /// The module of the output ("classifier").
  public let output: String
  /// Whether the output is a cost as it is.
  public let lowerIsBetter: Bool

  public init(dense: String?, output: String, lowerIsBetter: Bool) {
    self.dense = dense
    self.output = output
    self.lowerIsBetter = lowerIsBetter
  }

  /// The layout that this package writes: RescoreBERT's, whose output is a cost.
  public static let rescoreBERT = ScoringHeadLayout(
    dense: "scorer.dense", output: "scorer.out_proj", lowerIsBetter: true)

  /// `BertForSequenceClassification` with one label, whose logit is a score: higher is better.
  public static let classification = ScoringHeadLayout(
    dense: "bert.pooler.dense", output: "classifier", lowerIsBetter: false)

  /// The same head, read the other way.
  package var reversed: ScoringHeadLayout {
    ScoringHeadLayout(dense: dense, output: output, lowerIsBetter: !lowerIsBetter)
  }

  /// The module's name in files for a parameter of the head in a store ("scorer.dense.weight").
  func module(ofParameter name: String) -> String? {
    if name.hasPrefix("scorer.dense.") { return dense }
    return name.hasPrefix("scorer.out_proj.") ? output : nil
  }
}
