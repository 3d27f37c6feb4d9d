import Foundation
import Rescoring
import Transcripts

/// A model of one's own: a bigram with additive smoothing.
///
/// A text costs `−Σ ln P(word | word before)`, with
/// `P(w | v) = (c(v w) + k · P(w)) / (c(v) + k)` and `P(w) = (c(w) + 1) / (N + V + 1)`.
public struct BigramRescorer: RescoringModel {
  private let pairs: [String: Int]
  /// How often a word, or the beginning of a text, is followed by another.
  private let contexts: [String: Int]
  private let words: [String: Int]
  private let total: Int
  private let weight = 4.0

  /// Counts pairs of words in `texts`.
  public init(trainedOn texts: some Sequence<String>) {
    var (pairs, contexts, words) = ([String: Int](), [String: Int](), [String: Int]())
    for text in texts {
      var before = "<s>"
      for word in TextNormalizer.standard.words(in: text) {
        pairs["\(before) \(word)", default: 0] += 1
        contexts[before, default: 0] += 1
        words[word, default: 0] += 1
        before = word
      }
    }
    (self.pairs, self.contexts, self.words) = (pairs, contexts, words)
    total = words.values.reduce(0, +)
  }

  public var identity: ModelIdentity {
    ModelIdentity(
      name: "own-bigram", summary: "bigram with additive smoothing",
      digest: .sha256(of: pairs.keys.sorted().joined(separator: "\n")))
  }

  /// A cost follows from the text alone: the harness may remember it.
  public var scoresEachTextAlone: Bool { true }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in list.texts.map(cost) }
  }

  private func cost(of text: String) -> Double {
    var (before, cost) = ("<s>", 0.0)
    // Normalized, so that capitals and Unicode forms make no difference.
    for word in TextNormalizer.standard.words(in: text) {
      let unigram = Double(words[word, default: 0] + 1) / Double(total + words.count + 1)
      let pair = Double(pairs["\(before) \(word)", default: 0])
      let context = Double(contexts[before, default: 0])
      cost -= log((pair + weight * unigram) / (context + weight))
      before = word
    }
    return cost
  }
}
