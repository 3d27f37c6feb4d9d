public import Perturbations
public import Robustness

/// What every model selected from one list: the clean one of an utterance, or one draw of a condition.
public struct ListSelections: Hashable, Sendable, Codable {
  public let corpus: String
  /// The utterance's id.
  public let utterance: String
  /// The condition; nil for the clean list.
  public let condition: PerturbationCondition?
  /// The number of the condition's draw, from 1; nil for the clean list.
  public let draw: Int?
  /// The reference; only the clean list has it.
  public let reference: String?
  /// What the utterance is clustered by, a speaker or voice; for clean lists of clustered runs alone.
  public let cluster: String?
  public let referenceWords: Int
  /// Word errors of each hypothesis, for the clean list alone: what the oracles of the first 1, 5, … are
  /// made of.
  public let hypothesisErrors: [Int]?
  /// The texts of the clean list, in first-pass order; nil for perturbed ones.
  public let hypotheses: [String]?
  /// The first-pass rank, from 1, of the clean hypothesis that each one of a perturbed list is or stands
  /// for; nil where they stand in the clean list's order.
  public let hypothesisRanks: [Int]?
  /// Hypotheses of a perturbed list whose text is another than that of the clean one at their rank.
  public let changed: [ChangedHypothesis]?
  /// The errors of the best choice.
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
  /// The part that each breakdown by what was replaced, `wordClass` and `names`, puts a perturbed list in.
  public let replacedParts: [String: String]?
  /// The distinct texts that ``selections`` refer to.
  public let texts: [String]
  /// The selections in the order of the models; only one in lists that differ between models.
  public let selections: [ModelSelection]
}

/// A hypothesis that a perturbation changed.
public struct ChangedHypothesis: Hashable, Sendable, Codable {
  /// The place of the selection in the perturbed list, from 1.
  public let place: Int
  public let text: String
}

extension ListSelections {
  /// The hypotheses of a perturbed list, each with its clean rank from 1, from those of the clean list.
  ///
  /// - Returns: nil if the two do not fit, or the clean list's texts are not known.
  public func hypotheses(
    from clean: ListSelections
  ) -> [(rank: Int, text: String)]? {
    guard let texts = clean.hypotheses else { return nil }
    let ranks = hypothesisRanks ?? Array(1...max(1, texts.count))
    guard !texts.isEmpty, ranks.allSatisfy({ (1...texts.count).contains($0) }) else { return nil }
    var hypotheses = ranks.map { (rank: $0, text: texts[$0 - 1]) }
    for one in changed ?? [] {
      guard (1...hypotheses.count).contains(one.place) else { return nil }
      hypotheses[one.place - 1].text = one.text
    }
    return hypotheses
  }
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

  /// The errors of the selection.
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
