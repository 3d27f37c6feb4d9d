public import PropertyTesting
public import Transcripts

/// A way in which the first pass goes wrong: the plug-in point of the generator.
///
/// A conforming type turns a clean list into one that the recognizer might as well have produced,
/// drawing every decision from a choice source: equal choices give equal lists, the simplest choices
/// should change least, and so a failing list can be replayed and shrunk.
///
/// ## Implementing a perturbation
///
/// 1. Draw from `source`, never from anything else. Draw what is common first.
/// 2. Say with ``PerturbedList/correspondence`` which clean hypothesis each perturbed one stands for.
/// 3. Say with ``PerturbedList/replacements`` which phrases became what: then the shrinker can drop
///    words from the clean and the perturbed text together and undo replacements one by one.
///    Otherwise it pairs words where their number stays, and else only drops hypotheses.
/// 4. If it has parameters, put them into ``recipe``, and the scope and strength into ``condition``: then
///    fixtures can be judged again, and reports show each strength in a row of its own.
/// 5. Offer it by static member lookup: `extension Perturbation where Self == MyPerturbation`.
///
/// Texts come as models read them: words joined by single spaces, in the case and punctuation of the recognizer. What
/// looks words up in tables looks them up without these, and keeps them.
public protocol Perturbation: Sendable {
  /// Names the perturbation in reports and fixtures: "homophones".
  var id: String { get }

  /// What it does and what its strength means, in a sentence.
  var summary: String { get }

  /// Everything that decides what it does: fixtures, journals and reports keep it.
  ///
  /// By default a custom recipe of the perturbation's id, version 1, without parameters.
  var recipe: PerturbationRecipe { get }

  /// At which scope and strength it works: a row of a report. By default the whole list, without a
  /// strength.
  ///
  /// Under ``PerturbationScope/selected`` a run hands it lists of one hypothesis, the one that the model
  /// selects.
  var condition: PerturbationCondition { get }

  /// A perturbed list made from `list` by choices from `source`.
  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList

  /// A perturbed list made from `list`, knowing what was really said.
  ///
  /// By default the reference makes no difference.
  ///
  /// - Parameters:
  ///   - list: the clean list.
  ///   - reference: words joined by single spaces.
  ///   - source: the only source of random decisions.
  func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList

  /// Other phrases that could replace `phrase`, simplest first; the shrinker tries those before the one
  /// that was drawn. None unless implemented.
  func alternatives(for phrase: String) -> [String]

  /// The longest phrase that ``alternatives(for:)`` knows, in words. 1 unless implemented.
  var longestPhrase: Int { get }

  /// The first pass's costs of a hypothesis whose text this perturbation changed to `text`. By default
  /// they stay what they were.
  func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts

  /// What becomes of `word` where `original` became `replacement`, for perturbations that can do to any
  /// word what they did to one; nil if that is not known, or nothing else. Nil unless implemented.
  func rewriting(of word: String, as original: String, became replacement: String) -> String?

  /// Choices by which ``perturb(_:source:)`` makes `perturbed` of `clean`; nil if none do, or if the
  /// perturbation can't be run backwards. Nil unless implemented.
  ///
  /// So a list that came from a file, or from a recognizer in production, can be replayed like a drawn
  /// one. Texts, costs and correspondence are made again exactly. Of several sequences one that is
  /// simple is given, always the same.
  func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence?

  /// Whether it could have made `perturbed` of `clean`, or a list of which these are a part. Always
  /// unless implemented.
  ///
  /// A part has hypotheses dropped from both lists, words from both texts, or replacements undone.
  func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict

  /// The same perturbation of any number of words in any hypothesis. Its domain is that of lists which
  /// come from a recognizer, or whose settings are not known. The perturbation itself unless implemented.
  var unlimited: any Perturbation { get }
}

extension Perturbation {
  public var recipe: PerturbationRecipe { .custom(CustomPerturbation(id: id)) }

  public var condition: PerturbationCondition {
    PerturbationCondition(perturbation: id, scope: .nBest, strength: nil)
  }

  public var longestPhrase: Int { 1 }

  public func rewriting(
    of word: String, as original: String, became replacement: String
  ) -> String? { nil }

  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    nil
  }

  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    .inside
  }

  public var unlimited: any Perturbation { self }

  public func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList {
    perturb(list, source: &source)
  }

  public func alternatives(for phrase: String) -> [String] { [] }

  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts { clean.costs }
}

extension NBestList {
  /// The words of a hypothesis: what single spaces part.
  package func words(of index: Int) -> [String] { self[index].text.spacedWords }
}

extension String {
  /// The words of a text: what single spaces part. An empty text has none.
  package var spacedWords: [String] {
    split(separator: " ").map(String.init)
  }

  /// Equal as a model sees it; `==` takes canonically equivalent texts for equal.
  package func isSameCodePoints(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
