import Foundation
import Transcripts

/// A word of a text that a perturbation can change, with its possible replacements and their
/// probabilities.
package struct ChangeablePlace: Sendable {
  /// The position of the word, from 0.
  package let position: Int
  package let word: String
  /// How readily the word changes, relative to the other places of the text.
  package let odds: Double
  /// The possible replacements and their probabilities.
  package let candidates: [(word: String, probability: Double)]
}

extension Perturbation {
  /// The number of words in a text that can change, whatever the strength; nil if this isn't known
  /// for single words.
  package func changeableWords(in text: String) -> Int? {
    guard let substitution = self as? HomophoneSubstitution else { return nil }
    let words = text.spacedWords
    return words.indices.count { position in
      substitution.targets.include(words[position], at: position, of: words.count)
        && !substitution.candidates.candidates(for: words[position]).isEmpty
    }
  }
}

extension HomophoneSubstitution {
  /// The places of a text that can change, whatever the strength.
  ///
  /// - Parameter text: words joined by single spaces.
  package func places(in text: String) -> [ChangeablePlace] {
    let words = text.spacedWords
    return words.indices.compactMap { position in
      let word = words[position]
      guard targets.include(word, at: position, of: words.count) else { return nil }
      let entry = candidates.entry(for: word)
      let others = entry.homophones
      guard !others.isEmpty else { return nil }
      guard let weigher = candidates.weigher, let weighed = entry.weighed else {
        let share = 1 / Double(others.count)
        return ChangeablePlace(
          position: position, word: word, odds: 1, candidates: others.map { ($0, share) })
      }
      let context = weigher.context(of: position..<position + 1, in: words)
      var scores: [Double] = []
      weigher.appendScores(of: weighed, in: context, to: &scores)
      let odds = scores.withUnsafeMutableBufferPointer { CandidateWeigher.weigh($0) }
      let sum = scores.dropFirst().reduce(0, +)
      return ChangeablePlace(
        position: position, word: word, odds: odds,
        candidates: zip(others, scores.dropFirst()).map { ($0.0, $0.1 / sum) })
    }
  }
}

extension HomophoneSubstitution {
  /// The factor for the odds with which texts get an expected number of errors.
  ///
  /// - Parameters:
  ///   - rate: errors per 100 reference words.
  ///   - texts: the first pass's texts, one for each utterance.
  ///   - referenceWords: the number of words that were said.
  /// - Returns: nil if the texts have too few places that can change.
  public func errorScale(
    adding rate: Double, to texts: some Collection<String>, referenceWords: Int
  ) -> Double? {
    let odds = texts.flatMap { places(in: $0).map(\.odds) }
    let wanted = rate * Double(referenceWords) / 100
    guard wanted > 0, wanted < Double(odds.count) else { return nil }
    func expected(_ scale: Double) -> Double {
      odds.reduce(0) { $0 + scale * $1 / (1 + scale * $1) }
    }
    // By halving on a logarithmic scale: 200 steps are more than doubles can tell apart.
    var (low, high) = (-100.0, 100.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if expected(exp(middle)) < wanted { low = middle } else { high = middle }
    }
    return exp(high)
  }
}
