/// The phrases that may be heard in place of a phrase, and how readily.
public struct PhraseAlternatives: Hashable, Sendable {
  /// A phrase that is heard in place of another.
  public struct Alternative: Hashable, Sendable {
    /// The words, joined by single spaces; empty if nothing is heard.
    public let text: String
    /// How readily this alternative is heard, relative to the others.
    public let weight: Double

    public init(_ text: String, weight: Double = 1) {
      self.text = text
      self.weight = weight
    }
  }

  /// The alternatives, of which there is at least one; the simplest or most readily heard comes
  /// first.
  public let alternatives: [Alternative]
  /// How readily the phrase is misheard at all, relative to other phrases.
  public let weight: Double

  /// Makes alternatives.
  ///
  /// - Precondition: there is an alternative, and no weight is negative.
  public init(_ alternatives: [Alternative], weight: Double = 1) {
    precondition(!alternatives.isEmpty, "a phrase that can't be misheard has no alternatives")
    self.alternatives = alternatives
    self.weight = weight
  }
}

/// Knows what may be heard in place of phrases: a source of confusions for ``PhraseSubstitution``.
public protocol PhraseConfuser: Sendable {
  /// The largest number of words in a phrase that it knows.
  var longestPhrase: Int { get }

  /// What may be heard in place of `phrase` (words joined by single spaces); nil if nothing else
  /// may.
  ///
  /// The answer for a phrase is always the same.
  func alternatives(for phrase: String) -> PhraseAlternatives?

  /// The places of a text where phrases may be replaced, if this depends on more than the phrase
  /// itself. Nil, the default, allows every phrase that has alternatives.
  ///
  /// Numbers need this: "nineteen" has another form, but not in "nineteen eighty four".
  func places(in words: [String]) -> [Range<Int>]?
}

extension PhraseConfuser {
  public func places(in words: [String]) -> [Range<Int>]? { nil }
}
