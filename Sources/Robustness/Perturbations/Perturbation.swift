public import PropertyTesting
public import Transcripts

/// A way in which the first pass goes wrong: the plug-in point of the generator.
///
/// A conforming type turns a clean list into one that the recogniser might as well have produced,
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
/// 4. Offer it by static member lookup: `extension Perturbation where Self == MyPerturbation`.
///
/// Texts come normalised: words joined by single spaces.
public protocol Perturbation: Sendable {
  /// Names the perturbation in reports and fixtures: "homophones".
  var id: String { get }

  /// What it does and what its strength means, in a sentence.
  var summary: String { get }

  /// Whether what it does depends on the lexicon; then fixtures are tied to the lexicon's digest.
  var usesLexicon: Bool { get }

  /// A perturbed list made from `list` by choices from `source`.
  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList

  /// A perturbed list made from `list`, knowing what was really said.
  ///
  /// By default the reference makes no difference.
  ///
  /// - Parameter reference: normalised, words joined by single spaces.
  func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList

  /// Other words that could replace `word`, simplest first; the shrinker tries those before the one
  /// that was drawn.
  func alternatives(for word: String) -> [String]

  /// The first pass's costs of a hypothesis whose text this perturbation changed to `text`.
  func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts
}

extension Perturbation {
  public var usesLexicon: Bool { false }

  public func perturb(
    _ list: NBestList, reference: String, source: inout ChoiceSource
  ) -> PerturbedList {
    perturb(list, source: &source)
  }

  public func alternatives(for word: String) -> [String] { [] }

  /// By default the costs stay what they were.
  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts { clean.costs }
}

extension NBestList {
  /// The words of a hypothesis whose text is normalised.
  package func words(of index: Int) -> [String] { self[index].text.spacedWords }
}

extension String {
  /// The words of a normalised text: what single spaces part. An empty text has none.
  package var spacedWords: [String] {
    split(separator: " ").map(String.init)
  }
}
