/// The n-grams of a trigram model with backoff, sorted by context and word.
struct BackoffColumns: Sendable {
  /// `ln P(w)` by the word's number.
  var unigrams: [Float] = []
  /// `ln α(w)` by the word's number.
  var unigramBackoffs: [Float] = []
  /// The index at which each word's bigrams start, followed by the end of the last.
  var bigramStarts: [UInt32] = [0]
  /// The second word of each bigram.
  var bigramWords: [UInt32] = []
  /// The logarithm of each bigram's probability, `ln P(w | v)`.
  var bigramCosts: [Float] = []
  /// The logarithm of each bigram's backoff weight, `ln α(v w)`.
  var bigramBackoffs: [Float] = []
  /// The index at which each bigram's trigrams start, followed by the end of the last.
  var trigramStarts: [UInt32] = [0]
  /// The third word of each trigram.
  var trigramWords: [UInt32] = []
  /// The logarithm of each trigram's probability, `ln P(w | u v)`.
  var trigramCosts: [Float] = []

  /// The place of the bigram of two words.
  func bigram(_ first: UInt32, _ second: UInt32) -> Int? {
    // A number outside stands for no word.
    guard Int(first) < bigramStarts.count - 1 else { return nil }
    return Self.find(
      second, in: bigramWords, from: Int(bigramStarts[Int(first)]),
      to: Int(bigramStarts[Int(first) + 1]))
  }

  /// The place of the trigram of a bigram and a word.
  func trigram(_ bigram: Int, _ word: UInt32) -> Int? {
    guard bigram < trigramStarts.count - 1 else { return nil }
    return Self.find(
      word, in: trigramWords, from: Int(trigramStarts[bigram]), to: Int(trigramStarts[bigram + 1]))
  }

  private static func find(
    _ word: UInt32, in words: [UInt32], from start: Int, to end: Int
  ) -> Int? {
    words.withUnsafeBufferPointer { words in
      var (low, high) = (start, end)
      while low < high {
        let middle = (low + high) >> 1
        if words[middle] < word { low = middle + 1 } else { high = middle }
      }
      return low < end && words[low] == word ? low : nil
    }
  }
}
