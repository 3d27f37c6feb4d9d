/// What may be heard in place of a phrase, and how readily.
public struct PhraseAlternatives: Hashable, Sendable {
  /// A phrase heard in place of another.
  public struct Alternative: Hashable, Sendable {
    /// Words with single spaces; empty where nothing was heard.
    public let text: String
    /// How readily it is heard, relative to the others.
    public let weight: Double

    public init(_ text: String, weight: Double = 1) {
      self.text = text
      self.weight = weight
    }
  }

  /// Never empty; the simplest or readiest first.
  public let alternatives: [Alternative]
  /// How readily the phrase is misheard at all, relative to other phrases.
  public let weight: Double

  /// - Precondition: there is an alternative, and no weight is negative.
  public init(_ alternatives: [Alternative], weight: Double = 1) {
    precondition(!alternatives.isEmpty, "a phrase that can't be misheard has no alternatives")
    self.alternatives = alternatives
    self.weight = weight
  }
}

/// Tells what may be heard in place of phrases: a source of confusions for ``PhraseSubstitution``.
public protocol PhraseConfuser: Sendable {
  /// The longest phrase that it knows, in words.
  var longestPhrase: Int { get }

  /// What may be heard in place of `phrase` (words with single spaces); nil if nothing else.
  ///
  /// The answer to one phrase is always the same.
  func alternatives(for phrase: String) -> PhraseAlternatives?

  /// Where phrases of a text may be replaced, if more than the phrase itself decides; nil, as by default, for
  /// every phrase that has alternatives.
  ///
  /// Numbers need it: "nineteen" has another form, but not in "nineteen eighty four".
  func places(in words: [String]) -> [Range<Int>]?
}

extension PhraseConfuser {
  public func places(in words: [String]) -> [Range<Int>]? { nil }
}
