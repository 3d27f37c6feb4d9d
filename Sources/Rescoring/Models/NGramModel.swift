import Artifacts
import Foundation
public import Transcripts

/// A trigram language model with interpolated Kneser-Ney smoothing: a baseline second pass, and the
/// judge of what a replaced word does to a first pass's language cost.
///
/// With `c` counts, `N₁₊` numbers of different neighbors and one discount `D` an order
/// (Kneser & Ney 1995; Chen & Goodman 1998, interpolated form):
///
///     P(w | u v) = max(c(u v w) − D₃, 0) / c(u v ·) + D₃ N₁₊(u v ·) / c(u v ·) · P(w | v)
///     P(w | v)   = max(N₁₊(· v w) − D₂, 0) / N₁₊(· v ·) + D₂ N₁₊(v ·) / N₁₊(· v ·) · P(w)
///     P(w)       = max(N₁₊(· w) − D₁, 0) / N₁₊(· ·) + D₁ N₁₊ / N₁₊(· ·) · 1 / (V + 2)
///
/// `D = n₁ / (n₁ + 2 n₂)` from the n-grams seen once and twice. V counts the training words; the two
/// more are the end of a text and whatever was never seen. Texts begin with two start marks.
public struct NGramModel: RescoringModel {
  public let identity: ModelIdentity
  private let normalizer: TextNormalizer
  private let numbers: [String: UInt32]
  private let trigrams: NGramOrder
  private let bigrams: NGramOrder
  private let unigrams: NGramOrder

  private static let start: UInt32 = 0
  private static let end: UInt32 = 1
  private static let unknown: UInt32 = 2

  public var scoresEachTextAlone: Bool { true }

  /// Counts n-grams in `texts`.
  ///
  /// - Parameters:
  ///   - name: for reports.
  ///   - texts: reference texts, one utterance each; an empty sequence makes a uniform model.
  ///   - normalizer: brings the texts to words.
  public init(
    name: String = "n-gram", trainedOn texts: some Sequence<String>,
    normalizer: TextNormalizer = .standard
  ) {
    var numbers: [String: UInt32] = [:]
    var trigramCounts: [UInt64: Int] = [:]
    var hasher = DigestHasher()
    for text in texts {
      let words = normalizer.words(in: text)
      hasher.update(Array((words.joined(separator: " ") + "\n").utf8))
      var (u, v) = (Self.start, Self.start)
      for word in words {
        let next = UInt32(numbers.count) + 3
        let number = numbers[word, default: next]
        if number == next { numbers[word] = next }
        trigramCounts[NGramOrder.key(u, v, number), default: 0] += 1
        (u, v) = (v, number)
      }
      trigramCounts[NGramOrder.key(u, v, Self.end), default: 0] += 1
    }
    precondition(numbers.count < 1 << 21 - 3, "at most two million different words")
    var bigramCounts: [UInt64: Int] = [:]
    for key in trigramCounts.keys {
      bigramCounts[NGramOrder.withoutFirst(key), default: 0] += 1
    }
    var unigramCounts: [UInt64: Int] = [:]
    for key in bigramCounts.keys {
      unigramCounts[NGramOrder.withoutFirst(key), default: 0] += 1
    }
    self.numbers = numbers
    self.normalizer = normalizer
    trigrams = NGramOrder(counts: trigramCounts)
    bigrams = NGramOrder(counts: bigramCounts)
    unigrams = NGramOrder(counts: unigramCounts)
    identity = ModelIdentity(
      name: name, summary: "trigram with interpolated Kneser-Ney smoothing",
      digest: hasher.finalize())
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in list.hypotheses.map { cost(of: $0.text) } }
  }

  /// `−ln P(text)` in nats, the end of the text included.
  public func cost(of text: String) -> Double {
    cost(ofWords: normalizer.words(in: text))
  }

  /// `−ln P(words)` in nats, the end included, of words that are normalized already.
  public func cost(ofWords words: [String]) -> Double {
    var (u, v) = (Self.start, Self.start)
    var cost = 0.0
    for word in words {
      let number = numbers[word] ?? Self.unknown
      cost -= log(probability(of: number, after: u, v))
      (u, v) = (v, number)
    }
    return cost - log(probability(of: Self.end, after: u, v))
  }

  public var unknown: UInt32 { Self.unknown }
  public var beginning: (UInt32, UInt32) { (Self.start, Self.start) }
  public var end: UInt32 { Self.end }

  public func number(of word: String) -> UInt32 { numbers[word] ?? Self.unknown }

  public func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double {
    log(probability(of: word, after: first, second))
  }

  public func logProbability(of word: UInt32) -> Double {
    let key = NGramOrder.withoutFirst(NGramOrder.withoutFirst(NGramOrder.key(0, 0, word)))
    return log(unigrams.interpolated(key: key, with: 1 / Double(numbers.count + 2)))
  }

  /// `P(word | before)`; `nil` as the word is the end of the text.
  ///
  /// - Parameters:
  ///   - word: the next word.
  ///   - before: the words of the text so far; only the last two matter.
  public func probability(of word: String?, after before: [String]) -> Double {
    let context = [Self.start, Self.start] + before.map { numbers[$0] ?? Self.unknown }
    return probability(
      of: word.map { numbers[$0] ?? Self.unknown } ?? Self.end,
      after: context[context.count - 2], context[context.count - 1])
  }

  private func probability(of word: UInt32, after u: UInt32, _ v: UInt32) -> Double {
    let uniform = 1 / Double(numbers.count + 2)
    let key = NGramOrder.key(u, v, word)
    let bigramKey = NGramOrder.withoutFirst(key)
    let unigram = unigrams.interpolated(
      key: NGramOrder.withoutFirst(bigramKey), with: uniform)
    let bigram = bigrams.interpolated(key: bigramKey, with: unigram)
    return trigrams.interpolated(key: key, with: bigram)
  }
}
