import Foundation
package import Lexicons
package import Rescoring
import Transcripts

/// Judges how plausible it is that the first pass writes a candidate instead of a word.
///
/// Between words that sound the same, the first pass's language model decides:
///
///     P(w' | context) ∝ P_LM(w' in context)^κ · P(pronunciation | w')
///
/// over the word and its candidates, where `P_LM(w' in context)` is the probability of the word and
/// of the two after it, each given the two before it. A place changes with the odds `(1 − P(w)) /
/// P(w)`. Under ``Plausibility/frequency`` the word's share of all words replaces the language
/// model.
///
/// A word that the language model lacks is as probable as the frequency table says, but never more probable
/// than the rarest word that it has.
///
/// Words that sound almost the same are also weighed by how often their phones are confused, if
/// that was learned.
package struct CandidateWeigher: Sendable {
  /// κ, the exponent of a candidate's probability.
  let exponent: Double
  /// The model that weighs contexts; nil under ``Plausibility/frequency``.
  let model: (any LanguageModel)?
  private let frequencies: WordShares
  private let pronunciations: SharedPronunciations?
  private let sounds: HeardSounds?

  package init(
    exponent: Double, model: (any LanguageModel)?, frequencies: @escaping @Sendable (String) -> Int,
    total: Int, lexicon: Lexicon?, stress: Stress = .ignored, variants: Variants = .all,
    sounds: HeardSounds? = nil
  ) {
    self.exponent = exponent
    self.model = model
    self.sounds = sounds
    self.frequencies = WordShares(count: frequencies, total: total)
    pronunciations = lexicon.map {
      SharedPronunciations(lexicon: $0, stress: stress, variants: variants)
    }
  }

  /// A word and its candidates by their numbers in the language model, with the part of their
  /// scores that depends on the words alone.
  struct Word: Sendable {
    let number: UInt32
    let own: Double
    let numbers: [UInt32]
    let others: [Double]
  }

  /// Prepares a word.
  ///
  /// - Parameter soundsAlike: whether the candidates have pronunciations in common with the word.
  func word(_ word: String, candidates: [String], soundsAlike: Bool) -> Word {
    let number = model?.number(of: word) ?? 0
    guard !candidates.isEmpty else { return Word(number: number, own: 0, numbers: [], others: []) }
    let shared = soundsAlike ? pronunciations?.shares(of: word, with: [word] + candidates) : nil
    func offset(_ other: String, _ number: UInt32, _ share: Double?) -> Double {
      var offset = log(share ?? 1)
      if let model {
        if number == model.unknown { offset += exponent * rarity(of: other, in: model) }
      } else {
        offset += exponent * frequencies.logarithm(of: other)
      }
      return offset
    }
    let numbers = candidates.map { model?.number(of: $0) ?? 0 }
    return Word(
      number: number, own: offset(word, number, shared?[0]), numbers: numbers,
      others: zip(candidates, numbers).enumerated().map { index, candidate in
        offset(candidate.0, candidate.1, shared?[index + 1])
          + (soundsAlike ? 0 : sounds?.logarithm(of: [candidate.0], for: [word]) ?? 0)
      })
  }

  /// The term that is added to the logarithm of an unknown word's probability.
  private func rarity(of word: String, in model: any LanguageModel) -> Double {
    min(0, frequencies.logarithm(of: word) - model.logProbability(of: model.unknown))
  }

  /// The words around a place.
  struct Context {
    let before: (UInt32, UInt32)
    /// The next word, or the end of the text.
    let next: UInt32
    /// The word after the next, or the end of the text; nil if the next one is already the end.
    let afterNext: UInt32?
  }

  /// The context of some words of a text.
  func context(of range: Range<Int>, in words: [String]) -> Context {
    guard let model else { return Context(before: (0, 0), next: 0, afterNext: nil) }
    let beginning = [model.beginning.0, model.beginning.1]
    func numbers(_ words: ArraySlice<String>) -> [UInt32] {
      words.map { model.number(of: WordDress.key(of: $0)) }
    }
    let before = beginning + numbers(words[max(0, range.lowerBound - 2)..<range.lowerBound])
    let behind = numbers(words[range.upperBound...].prefix(2)) + [model.end]
    return Context(
      before: (before[before.count - 2], before[before.count - 1]), next: behind[0],
      afterNext: behind.count > 1 ? behind[1] : nil)
  }

  /// The word's score in context, `κ ln P_LM(word in context)`.
  func score(_ word: UInt32, in context: Context) -> Double {
    guard let model else { return 0 }
    var score =
      model.logProbability(of: word, after: context.before.0, context.before.1)
      + model.logProbability(of: context.next, after: context.before.1, word)
    if let afterNext = context.afterNext {
      score += model.logProbability(of: afterNext, after: word, context.next)
    }
    return exponent * score
  }

  /// Appends the score of a word in context, followed by those of its candidates.
  func appendScores(of word: Word, in context: Context, to scores: inout [Double]) {
    scores.append(word.own + score(word.number, in: context))
    for (candidate, offset) in zip(word.numbers, word.others) {
      scores.append(offset + score(candidate, in: context))
    }
  }

  /// The score of a phrase in context, regardless of its case and punctuation. An empty phrase
  /// leaves the words around it adjacent.
  func score(phrase: [String], in context: Context) -> Double {
    let phrase = phrase.map(WordDress.key(of:))
    guard let model else {
      return phrase.reduce(0) { $0 + exponent * frequencies.logarithm(of: $1) }
    }
    let numbers = phrase.map(model.number(of:))
    var (first, second) = context.before
    var score = 0.0
    for (word, number) in zip(phrase, numbers) where number == model.unknown {
      score += rarity(of: word, in: model)
    }
    for word in numbers + [context.next] + (context.afterNext.map { [$0] } ?? []) {
      score += model.logProbability(of: word, after: first, second)
      (first, second) = (second, word)
    }
    return exponent * score
  }

  /// Computes the candidates' weights, the largest of which is 1, and returns the odds of the
  /// place.
  ///
  /// - Parameter scores: the word's own score followed by the candidates' scores, which are
  ///   replaced by their weights.
  static func weigh(_ scores: UnsafeMutableBufferPointer<Double>) -> Double {
    var best = -Double.infinity
    for place in 1..<scores.count { best = max(best, scores[place]) }
    var sum = 0.0
    for place in 1..<scores.count {
      scores[place] = exp(scores[place] - best)
      sum += scores[place]
    }
    // The odds may not overflow, whatever the exponent.
    return sum * exp(min(best - scores[0], 40))
  }
}

/// The shares of words among all words.
private struct WordShares: Sendable {
  let count: @Sendable (String) -> Int
  let total: Int

  /// The logarithm of a word's share. A word that was never counted is half as common as one that
  /// was counted once.
  func logarithm(of word: String) -> Double {
    log(max(Double(count(word)), 0.5) / Double(max(total, 1)))
  }
}
