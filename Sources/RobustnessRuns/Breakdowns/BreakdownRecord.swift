public import Perturbations
public import Robustness

/// How the models fare in the parts of a corpus, under one condition and as heard.
///
/// A corpus is broken down under the conditions of a report's matrix: each perturbation and scope at the middle
/// one of its strengths.
public struct BreakdownRecord: Hashable, Sendable, Codable {
  /// What parts are told apart by.
  public enum Criterion: String, Hashable, Sendable, Codable, CaseIterable {
    /// What was said and what was written in its place. A list is part of every pair that was replaced in its
    /// best-ranked hypothesis that changed, by which ``wordClass`` and ``names`` go, too.
    case wordPair
    /// Whether content words, function words or both were replaced.
    case wordClass
    /// Whether a name was among the words that were replaced.
    case names
    /// The number of words of the reference.
    case referenceLength
    /// The value of a field of the corpus.
    case field
  }

  public let by: Criterion
  /// The field's name; nil unless ``by`` is ``Criterion/field``.
  public let field: String?
  public let condition: PerturbationCondition
  /// The parts in the order of their names or numbers; word pairs by the errors that they add to all rescorers, the most
  /// harmful first.
  public let parts: [Part]
  /// Word pairs that are not among ``parts``; nil for other criteria.
  public let omitted: Int?
  /// The averages over all word pairs; nil for other criteria.
  public let averages: Averages?
  /// Why there are no parts; nil where there are some.
  public let reason: String?

  package init(
    by: Criterion, field: String? = nil, condition: PerturbationCondition, parts: [Part],
    omitted: Int? = nil, averages: Averages? = nil, reason: String? = nil
  ) {
    self.by = by
    self.field = field
    self.condition = condition
    self.parts = parts
    self.omitted = omitted
    self.averages = averages
    self.reason = reason
  }

  /// A part of the lists and draws.
  public struct Part: Hashable, Sendable, Codable {
    /// "their → there", "content", "5–8 words", or the field's value.
    public let name: String
    /// The figures of the models with lists in this part, in the order of ``RunRecord/models``.
    public let models: [Figures]

    package init(name: String, models: [Figures]) {
      self.name = name
      self.models = models
    }
  }

  /// What one model did in one part.
  public struct Figures: Hashable, Sendable, Codable {
    public let model: String
    /// The number of lists, over all draws.
    public let lists: Int
    /// The number of different utterances among them.
    public let utterances: Int
    /// Words of their references, as often as the lists occur.
    public let referenceWords: Int
    /// The errors of the selections from the perturbed lists.
    public let errors: Int
    /// The errors of the selections from the clean lists of the same utterances, as often as these occur.
    public let cleanErrors: Int
    /// `errors / referenceWords`; nil where no interval was computed, for single word pairs.
    public let wer: Figure?
    /// `(errors − cleanErrors) / referenceWords`, 0.01 is one point.
    public let addedErrors: Figure?

    package init(
      model: String, lists: Int, utterances: Int, referenceWords: Int, errors: Int,
      cleanErrors: Int, wer: Figure? = nil, addedErrors: Figure? = nil
    ) {
      self.model = model
      self.lists = lists
      self.utterances = utterances
      self.referenceWords = referenceWords
      self.errors = errors
      self.cleanErrors = cleanErrors
      self.wer = wer
      self.addedErrors = addedErrors
    }
  }

  /// Averages over word pairs.
  public struct Averages: Hashable, Sendable, Codable {
    /// Each list counts once for every pair in it: frequent pairs decide.
    public let micro: [Figures]
    /// The mean of the pairs' ratios: each pair counts the same.
    public let macro: [Means]

    package init(micro: [Figures], macro: [Means]) {
      self.micro = micro
      self.macro = macro
    }
  }

  /// Means over word pairs for one model.
  public struct Means: Hashable, Sendable, Codable {
    public let model: String
    public let pairs: Int
    public let wer: Double
    public let cleanWER: Double
    public let addedErrors: Double

    package init(model: String, pairs: Int, wer: Double, cleanWER: Double, addedErrors: Double) {
      self.model = model
      self.pairs = pairs
      self.wer = wer
      self.cleanWER = cleanWER
      self.addedErrors = addedErrors
    }
  }
}

extension BreakdownRecord.Figures {
  /// Nil where the references have no words.
  public var werValue: Double? { ratio(errors) }
  /// WER of the selections from the clean lists.
  public var cleanWER: Double? { ratio(cleanErrors) }
  /// Added errors by the reference words.
  public var addedValue: Double? { ratio(errors - cleanErrors) }

  private func ratio(_ count: Int) -> Double? {
    referenceWords > 0 ? Double(count) / Double(referenceWords) : nil
  }
}
