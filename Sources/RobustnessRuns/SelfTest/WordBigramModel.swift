import Foundation
package import Rescoring
package import Transcripts

/// A word bigram with additive smoothing, as somebody writes it in twenty lines: sound, if not clever.
///
///     cost = − Σ ln (c(v w) + k) / (c(v) + k V),  k = 0.1
///
/// Texts begin and end with marks, V counts the words, one more for all unknown ones.
package struct WordBigramModel: RescoringModel {
  package let identity: ModelIdentity
  private let pairs: [[String]: Int]
  private let counts: [String: Int]

  package init(trainedOn texts: [String]) {
    var pairs: [[String]: Int] = [:]
    var counts: [String: Int] = [:]
    for text in texts {
      let words = ["<s>"] + TextNormalizer.standard.words(in: text) + ["</s>"]
      for (first, second) in zip(words, words.dropFirst()) {
        pairs[[first, second], default: 0] += 1
        counts[first, default: 0] += 1
      }
    }
    self.pairs = pairs
    self.counts = counts
    identity = ModelIdentity(
      name: "word bigram", summary: "additive smoothing",
      digest: .sha256(of: texts.joined(separator: "\n")))
  }

  package var scoresEachTextAlone: Bool { true }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { $0.texts.map(cost) }
  }

  private func cost(of text: String) -> Double {
    let words =
      ["<s>"]
      + TextNormalizer.standard.words(in: text).map { counts[$0] == nil ? "<unk>" : $0 } + ["</s>"]
    let size = Double(counts.count + 1)
    return zip(words, words.dropFirst()).reduce(0.0) { cost, pair in
      let count = Double(pairs[[pair.0, pair.1], default: 0]) + 0.1
      return cost - log(count / (Double(counts[pair.0, default: 0]) + 0.1 * size))
    }
  }
}
