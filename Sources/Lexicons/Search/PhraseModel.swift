/// Tells how probable the words of a phrase are, each after the two before it: what junctures are ranked by
/// (``RankedJunctures``).
///
/// A module that knows language models adapts them; this one knows how words sound.
public protocol PhraseModel: Sendable {
  /// The number of a word as a lexicon has it, and the nats that it costs beside its probability, because the
  /// model doesn't know it; 0 for a word that it knows.
  func entry(for word: String) -> (number: UInt32, penalty: Double)

  /// What stands before the first word.
  var beginning: (UInt32, UInt32) { get }

  /// What stands behind the last word; nil where nothing is known of that.
  var end: UInt32? { get }

  /// `ln P(word | first second)`, always finite.
  func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double
}

extension PhraseModel {
  /// How unlikely a phrase is, in nats, with what stands before and behind it.
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
