public import PropertyTesting
public import Transcripts

/// A kind of first-pass error: the plug-in point of the generator.
///
/// A conforming type turns a clean list into one that the recognizer could have produced instead,
/// and draws every decision from a choice source. Equal choices give equal lists, and the simplest
/// choices should change least, so that a failing list can be replayed and shrunk.
///
/// ## Implementing a perturbation
///
/// 1. Draw from `source` and from nothing else, with the most common case first.
/// 2. Say with ``PerturbedList/correspondence`` which clean hypothesis each perturbed one stands for.
/// 3. Say with ``PerturbedList/replacements`` which phrases became what, so that the shrinker can
///    drop words from the clean and the perturbed text together and undo replacements one by one.
///    Without them it pairs words if their number is unchanged, and otherwise only drops
///    hypotheses.
/// 4. If it has parameters, put them into ``recipe``, and the scope and strength into
///    ``condition``, so that fixtures can be judged again and reports show each strength in a row
///    of its own.
/// 5. Offer it by static member lookup: `extension Perturbation where Self == MyPerturbation`.
///
/// Texts come as models read them: words joined by single spaces, in the case and punctuation of
/// the recognizer. Look words up in tables without case and punctuation, and keep both in the
/// result.
public protocol Perturbation: Sendable {
  /// The perturbation's name in reports and fixtures, such as "homophones".
  var id: String { get }

  /// What it does and what its strength means, in one sentence.
  var summary: String { get }

  /// Everything that decides what it does. Fixtures, journals and reports keep it.
  ///
  /// By default this is a custom recipe with the perturbation's id, version 1, and no parameters.
  var recipe: PerturbationRecipe { get }

  /// The scope and strength at which it works, which make a row of a report. By default this is the
  /// whole list, without a strength.
  ///
  /// Under ``PerturbationScope/selected`` a run passes it lists of one hypothesis, the one that the
  /// model selects.
  var condition: PerturbationCondition { get }

  /// A perturbed list made from `list` by choices from `source`.
  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList

  /// A perturbed list made from `list` with knowledge of the reference.
  ///
  /// By default the reference is ignored.
  ///
  /// - Parameters:
  ///   - list: the clean list.
  ///   - reference: what was said, as words joined by single spaces.
  ///   - source: the only source of random decisions.
  func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList

  /// Other phrases that could replace `phrase`, simplest first. The shrinker tries them before the
  /// phrase that was drawn. Empty by default.
  func alternatives(for phrase: String) -> [String]

  /// The largest number of words in a phrase that ``alternatives(for:)`` knows. 1 by default.
  var longestPhrase: Int { get }

  /// The first pass's costs of a hypothesis after this perturbation has changed its text to `text`.
  /// Unchanged by default.
  func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts

  /// What this perturbation makes of `word` if it does to it what it did when `original` became
  /// `replacement`, for perturbations that can do the same to any word; nil if this is unknown or
  /// the word would stay as it is. Nil by default.
  func rewriting(of word: String, as original: String, became replacement: String) -> String?

  /// Choices with which ``perturb(_:source:)`` turns `clean` into `perturbed`; nil if there are
  /// none or the perturbation can't be run backwards. Nil by default.
  ///
  /// This way a list that came from a file, or from a recognizer in production, can be replayed
  /// like one that was drawn. Texts, costs and correspondence are reproduced exactly. If there are
  /// several sequences, the result is a simple one, and always the same one.
  func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence?

  /// Whether it could have turned `clean` into `perturbed`, or made a list of which these are a
  /// part. Always true by default.
  ///
  /// In a part, hypotheses were dropped from both lists, words from both texts, or replacements
  /// were undone.
  func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict

  /// The same perturbation of any number of words in any hypothesis. It judges whether a list that
  /// comes from a recognizer, or whose settings are unknown, is in the domain. By default the
  /// perturbation itself.
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
  /// The words of a hypothesis, which single spaces separate.
  package func words(of index: Int) -> [String] { self[index].text.spacedWords }
}

extension String {
  /// The words of a text, which single spaces separate. An empty text has none.
  package var spacedWords: [String] {
    parts(betweenASCII: { $0 == 0x20 }, orCharacters: { $0 == " " })
  }

  /// The parts between separators, of plain ASCII by bytes, which is much faster. Elsewhere a space may be part of a
  /// character.
  func parts(
    betweenASCII isByte: (UInt8) -> Bool, orCharacters isCharacter: (Character) -> Bool
  ) -> [String] {
    var text = self
    let parts: [String]? = text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return bytes.split(whereSeparator: isByte).map { String(decoding: $0, as: UTF8.self) }
    }
    return parts ?? split(whereSeparator: isCharacter).map(String.init)
  }

  /// Whether two texts have the same bytes, as a model sees them; `==` also accepts canonically
  /// equivalent texts.
  package func isSameCodePoints(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
