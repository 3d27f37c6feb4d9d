import Foundation
package import Lexicons
import PropertyTesting
package import Transcripts

/// How close errors sampled from a confusion model come to real errors that it has not seen.
///
/// For each real hypothesis of held-out lists, the reference is heard once through the model
/// (``ConfusionChannel``), and both kinds of errors are counted. Two distributions are compared by
/// their Jensen-Shannon divergence: 0 bits if they are the same, 1 bit if they have nothing in
/// common. Two other divergences put the model's in proportion: that of the *training* lists' real
/// errors, which only sampling noise and different sentences cause, and that of *unlearned* errors,
/// which are random homophones and near-homophones in the same number as the real errors.
package struct ConfusionCloseness: Sendable {
  /// The errors of one kind of hypothesis.
  package struct Errors: Sendable {
    package let rate: WordErrorRate
    /// The number of words heard for each word said.
    package let length: Double
    /// The share of hypotheses without an error.
    package let faultless: Double
    /// The mean number of words said in a stretch without a hit.
    package let stretch: Double
    /// How often each "said → heard" occurs.
    let phrases: [String: Int]
    let phones: [String: Int]
  }

  /// The errors of the held-out lists.
  package let real: Errors
  /// Errors sampled from the model.
  package let sampled: Errors
  /// Errors sampled without learning.
  package let unlearned: Errors
  /// The errors of the training lists.
  package let training: Errors
  /// The share of real held-out confusions, split into the smallest, that the model could have
  /// made.
  package let coverage: Double

  /// - Parameters:
  ///   - confusions: the confusions of a model that was learned from other utterances than
  ///     `heldOut`.
  ///   - unlearned: homophones and near-homophones of a word.
  ///   - training: the utterances that the model was learned from.
  ///   - normalizer: the corpora's; what it makes alike is no confusion.
  package init(
    of confusions: LearnedConfusions, unlearned: any PhraseConfuser, lexicon: Lexicon,
    training: some Collection<Utterance>, heldOut: some Collection<Utterance>, seed: UInt64,
    normalizer: TextNormalizer = .standard
  ) {
    let limit = confusions.model.hypothesesPerList
    let normalizer = normalizer.forKeys
    let counter = ErrorCounter(lexicon: lexicon, normalizer: normalizer)
    let spoken = heldOut.map { utterance in
      (
        id: utterance.id, words: normalizer.words(in: utterance.reference),
        count: min(limit, utterance.nBest.count)
      )
    }
    real = counter.errors(in: heldOut, limit: limit)
    self.training = counter.errors(in: training, limit: limit)
    func sample(
      _ confuser: any PhraseConfuser, _ name: String, crowding: ErrorCrowding = .none
    ) -> Errors {
      let channel = ConfusionChannel(confuser, crowding: crowding)
      return counter.errors(
        spoken.flatMap { utterance in
          (0..<utterance.count).map { number in
            var source = ChoiceSource.random(
              seed: Seed(seed).derived(name, utterance.id, String(number)).value)
            return (utterance.words, channel.heard(utterance.words, source: &source))
          }
        })
    }
    sampled = sample(confusions, "sampled", crowding: confusions.model.crowding)
    let rate = real.rate.rate ?? 0
    self.unlearned = sample(
      ConfusionFunction(longestPhrase: 1) { word in
        unlearned.alternatives(for: word).map {
          PhraseAlternatives($0.alternatives, weight: rate)
        }
      }, "unlearned")
    var possible = 0
    var all = 0
    let splitter = StretchSplitter(lexicon)
    for (key, count) in real.phrases {
      let sides = key.split(separator: "\t", omittingEmptySubsequences: false).map {
        String($0).spacedWords
      }
      let parts = splitter.parts(said: sides[0], heard: sides[1]) {
        confusions.model.phrases.entry(for: $0.joined(separator: " ")) != nil
      }
      for part in parts {
        all += count
        let known = confusions.alternatives(for: sides[0][part.said].joined(separator: " "))
        let heard = sides[1][part.heard].joined(separator: " ")
        if known?.alternatives.contains(where: { $0.text == heard }) == true { possible += count }
      }
    }
    coverage = Double(possible) / Double(max(all, 1))
  }

  /// The unit in which errors are compared.
  package enum Unit: String, Sendable, CaseIterable {
    case phrases
    case phones
  }

  /// The divergence of `errors` from those of the held-out lists, in bits from 0 to 1.
  package func divergence(of errors: Errors, in unit: Unit) -> Double {
    switch unit {
    case .phrases: Self.divergence(errors.phrases, real.phrases)
    case .phones: Self.divergence(errors.phones, real.phones)
    }
  }

  static func divergence(_ first: [String: Int], _ second: [String: Int]) -> Double {
    let (firstTotal, secondTotal) = (first.values.reduce(0, +), second.values.reduce(0, +))
    guard firstTotal > 0, secondTotal > 0 else { return firstTotal == secondTotal ? 0 : 1 }
    var sum = 0.0
    // In a fixed order: sums of floating-point numbers depend on it.
    for key in Set(first.keys).union(second.keys).sorted() {
      let p = Double(first[key] ?? 0) / Double(firstTotal)
      let q = Double(second[key] ?? 0) / Double(secondTotal)
      let middle = (p + q) / 2
      if p > 0 { sum += p / 2 * log2(p / middle) }
      if q > 0 { sum += q / 2 * log2(q / middle) }
    }
    return min(max(sum, 0), 1)
  }
}

/// Counts errors by what was said and what was heard.
private struct ErrorCounter {
  let lexicon: Lexicon
  let normalizer: TextNormalizer

  func errors(in utterances: some Collection<Utterance>, limit: Int) -> ConfusionCloseness.Errors {
    errors(
      utterances.flatMap { utterance in
        let reference = normalizer.words(in: utterance.reference)
        return utterance.nBest.distinctWords(limit, by: normalizer).map { (reference, $0) }
      })
  }

  func errors(_ pairs: [([String], [String])]) -> ConfusionCloseness.Errors {
    let distances = PhoneDistances(lexicon.inventory)
    var rate = WordErrorRate.zero
    var (words, faultless, misheard, stretches) = (0, 0, 0, 0)
    var phrases: [String: Int] = [:]
    var phones: [String: Int] = [:]
    for (reference, hypothesis) in pairs {
      rate += WordErrorRate(reference: reference, hypothesis: hypothesis)
      words += hypothesis.count
      if reference == hypothesis { faultless += 1 }
      for confusion in PhraseConfusions.confusions(reference: reference, hypothesis: hypothesis) {
        misheard += confusion.said.count
        stretches += 1
        let said = confusion.said.joined(separator: " ")
        let heard = confusion.heard.joined(separator: " ")
        phrases["\(said)\t\(heard)", default: 0] += 1
        guard confusion.said.count <= 3, confusion.heard.count <= 4,
          let aligned = PhoneConfusions.pairs(
            Array(confusion.said), Array(confusion.heard), lexicon, distances)
        else { continue }
        for pair in aligned where pair.said != pair.heard {
          let said = pair.said.map { lexicon.inventory.symbol(of: $0) } ?? ""
          let heard = pair.heard.map { lexicon.inventory.symbol(of: $0) } ?? ""
          phones["\(said)\t\(heard)", default: 0] += 1
        }
      }
    }
    return ConfusionCloseness.Errors(
      rate: rate, length: Double(words) / Double(max(rate.referenceWords, 1)),
      faultless: Double(faultless) / Double(max(pairs.count, 1)),
      stretch: Double(misheard) / Double(max(stretches, 1)), phrases: phrases, phones: phones)
  }
}
