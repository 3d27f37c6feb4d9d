public import Rescoring

/// What a rescorer's folder says of itself, in `rescoring.json`: everything that is needed beside
/// the weights to use it.
public struct RescoringRecipe: Hashable, Sendable, Codable {
  /// How the weights are stored.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A whole model in this folder.
    case full
    /// An adapter and a scoring head in this folder, over the model of another.
    case adapter
  }

  /// A short unique name, for reports.
  public let name: String
  /// How it was made, in a few words.
  public let summary: String
  public let kind: Kind
  /// For an adapter, the folder of its base model, as seen from this one, or as an absolute path.
  public let base: String?
  /// The folder whose tokenizer the model shares, as seen from this one, or an absolute path; nil where it
  /// has its own.
  public let tokenizer: String?
  public let textForm: TextForm
  /// How the model's file has its scoring head, where it is not named as RescoreBERT's or
  /// `BertForSequenceClassification`'s, or points the other way.
  public let head: ScoringHeadLayout?
  /// The weights that it is used with.
  public let interpolation: Interpolation
  /// The development corpus; nil in folders that do not say.
  public let tunedOn: TuningSource?

  public init(
    name: String, summary: String, kind: Kind, base: String? = nil, tokenizer: String? = nil,
    textForm: TextForm, head: ScoringHeadLayout? = nil, interpolation: Interpolation,
    tunedOn: TuningSource? = nil
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.base = base
    self.tokenizer = tokenizer
    self.textForm = textForm
    self.head = head
    self.interpolation = interpolation
    self.tunedOn = tunedOn
  }
}
