public import Perturbations
public import Robustness

/// What every model selected from one list: the clean one of an utterance, or one draw of a condition.
public struct ListSelections: Hashable, Sendable, Codable {
  public let corpus: String
  /// The utterance's id.
  public let utterance: String
  /// Nil for the clean list.
  public let condition: PerturbationCondition?
  /// Which draw of the condition, from 1; nil for the clean list.
  public let draw: Int?
  /// For the clean list alone.
  public let reference: String?
  /// What the utterance is clustered by, a speaker or voice; for clean lists of clustered runs alone.
  public let cluster: String?
  public let referenceWords: Int
  /// Word errors of each hypothesis, for the clean list alone: what the oracles of the first 1, 5, … are
  /// made of.
  public let hypothesisErrors: [Int]?
  /// Errors of the best choice.
  public let oracle: Counted<Int>
  /// Errors expected of a uniform choice among the distinct texts.
  public let randomPick: Counted<Double>
  /// Errors of the top hypothesis of a list that one model alone saw; nil where the first pass is among
  /// ``selections``.
  public let firstPass: Counted<Int>?
  /// What was replaced in the best-ranked hypothesis that changed; nil where nothing was.
  public let replaced: [ReplacedPhrase]?
  /// The part that each field of the run's breakdowns puts the utterance in; for the clean list alone.
  public let parts: [String: String]?
  /// The distinct texts that ``selections`` refer to.
  public let texts: [String]
  /// In the order of the models; of one model alone in lists that differ between models.
  public let selections: [ModelSelection]
}

/// What was said and what was written in its place.
public struct ReplacedPhrase: Hashable, Sendable, Codable {
  public let spoken: String
  public let written: String
}

/// A figure in both countings. For a clean list they are the same.
public struct Counted<Value: Sendable>: Sendable {
  public let asHeard: Value
  public let asChosen: Value

  /// The figure by one counting.
  public subscript(counting: Counting) -> Value {
    switch counting {
    case .asHeard: asHeard
    case .asChosen: asChosen
    }
  }
}

extension Counted: Equatable where Value: Equatable {}
extension Counted: Hashable where Value: Hashable {}
extension Counted: Encodable where Value: Encodable {}
extension Counted: Decodable where Value: Decodable {}

extension Counted {
  /// The same measurement by both countings.
  init(_ value: (Counting) -> Value) {
    self.init(asHeard: value(.asHeard), asChosen: value(.asChosen))
  }
}

/// What one model selected from one list.
public struct ModelSelection: Hashable, Sendable, Codable {
  public let model: String
  /// First-pass rank, from 1, of the clean hypothesis that the selected one is or stands for.
  public let rank: Int
  /// The selected text, as an index of ``ListSelections/texts``.
  public let text: Int
  /// Substitutions, deletions and insertions of the selected text.
  public let edits: [Int]
  /// Errors of the clean text at ``rank``, which is what counts as chosen.
  public let chosenErrors: Int
  /// What the clean choice became; nil for the clean list, and where the perturbation removed it.
  public let staying: Staying?

  /// The clean choice in its perturbed form.
  public struct Staying: Hashable, Sendable, Codable {
    /// An index of ``ListSelections/texts``; the same as the selection's where it did not move.
    public let text: Int
    public let errors: Counted<Int>
  }

  /// Errors of the selection.
  public func errors(_ counting: Counting) -> Int {
    switch counting {
    case .asHeard: edits.reduce(0, +)
    case .asChosen: chosenErrors
    }
  }

  /// Errors that moving away from the clean choice added; nil where it did not move, or couldn't stay.
  public func addedErrors(_ counting: Counting) -> Int? {
    guard let staying, staying.text != text else { return nil }
    return errors(counting) - staying.errors[counting]
  }
}
