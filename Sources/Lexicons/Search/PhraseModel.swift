/// A model of how probable each word of a phrase is after the two before it. Junctures are ranked
/// by it (``RankedJunctures``).
///
/// This module only knows how words sound; a module that knows language models adapts them to this
/// protocol.
public protocol PhraseModel: Sendable {
  /// The number of a word that the lexicon has, and a penalty in nats that is added to its cost if
  /// the model doesn't know it; 0 for a known word.
  func entry(for word: String) -> (number: UInt32, penalty: Double)

  /// The context before the first word.
  var beginning: (UInt32, UInt32) { get }

  /// The token after the last word; nil if what follows is unknown.
  var end: UInt32? { get }

  /// The natural logarithm of the word's probability, `ln P(word | first second)`, which is always
  /// finite.
  func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double
}

extension PhraseModel {
  /// How unlikely a phrase is in its context, in nats.
  public func implausibility(of words: [String]) -> Double {
    var (first, second) = beginning
    var cost = 0.0
    for word in words {
      let (number, penalty) = entry(for: word)
      cost += penalty - logProbability(of: number, after: first, second)
      (first, second) = (second, number)
    }
    return end.map { cost - logProbability(of: $0, after: first, second) } ?? cost
  }
}
