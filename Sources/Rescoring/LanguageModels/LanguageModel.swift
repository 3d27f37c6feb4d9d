/// Tells how probable a word is after the two before it: what a first pass weighs its words with.
///
/// Words have numbers, so that whoever asks about the same words again and again looks each up once.
public protocol LanguageModel: RescoringModel {
  /// The number of a normalized word; one number stands for all words that the model doesn't know.
  func number(of word: String) -> UInt32

  /// The number of words that the model doesn't know.
  var unknown: UInt32 { get }

  /// What stands before the first word of a text.
  var beginning: (UInt32, UInt32) { get }

  /// What stands behind the last word of a text.
  var end: UInt32 { get }

  /// `ln P(word | first second)`, always finite.
  func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double

  /// `ln P(word)` of a word whose context is not known, always finite.
  func logProbability(of word: UInt32) -> Double

  /// `−ln P(text)` in nats, the end included, of a text that is normalized already.
  func cost(ofNormalized text: String) -> Double
}

extension LanguageModel {
  public func cost(ofNormalized text: String) -> Double {
    var (first, second) = beginning
    var cost = 0.0
    for word in text.split(separator: " ") {
      let number = number(of: String(word))
      cost -= logProbability(of: number, after: first, second)
      (first, second) = (second, number)
    }
    return cost - logProbability(of: end, after: first, second)
  }
}

extension NGramModel: LanguageModel {
  public func cost(ofNormalized text: String) -> Double {
    cost(ofWords: text.split(separator: " ").map(String.init))
  }
}
