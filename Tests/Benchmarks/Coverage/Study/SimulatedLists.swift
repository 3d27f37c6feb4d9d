import Foundation
import PropertyTesting

/// Random numbers of a seed, in a row.
struct SimulatedDraws {
  private let seed: Seed
  private var count = 0

  init(_ seed: Seed) { self.seed = seed }

  /// At least 0, below 1.
  mutating func uniform() -> Double {
    count += 1
    return Double(seed.derived(count).value >> 11) * 0x1p-53
  }

  mutating func index(below bound: Int) -> Int { Int(uniform() * Double(bound)) }

  /// Standard normal, by Box and Muller.
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  mutating func exponential() -> Double { -log(1 - uniform()) }

  mutating func poisson(_ mean: Double) -> Int {
    let bound = exp(-mean)
    var (count, product) = (0, uniform())
    while product > bound {
      count += 1
      product *= uniform()
    }
    return count
  }

  mutating func binomial(_ trials: Int, _ share: Double) -> Int {
    var hits = 0
    for _ in 0..<trials where uniform() < share { hits += 1 }
    return hits
  }
}

/// How hard a recognizer finds utterances.
package enum SimulatedPopulation: String, CaseIterable, Sendable {
  /// WER about 7 %: most utterances have no error and few have many.
  case few = "few errors"
  /// WER about 11 %.
  case some = "some errors"
  /// WER about 18 %.
  case many = "many errors"

  fileprivate func difficulty(_ draws: inout SimulatedDraws) -> Double {
    switch self {
    case .few:
      let normal = draws.normal()
      return 0.12 * normal * normal
    case .some: return 0.2 * draws.exponential()
    case .many: return 0.15 * (draws.exponential() + draws.exponential())
    }
  }
}

/// Counts of simulated utterances: lists of eight hypotheses, of which choosers pick the best with a
/// probability of their own and any of the eight otherwise; under perturbation up to two words more are
/// wrong in each hypothesis, and a fifth of the choices is thrown.
struct SimulatedLists {
  private static let hypotheses = 8
  /// Seeds of a group of models.
  static let seeds = 5
  /// Standard deviation between the seeds' probabilities of picking the best.
  static let seedDeviation = 0.08

  var words: [Int] = []
  var first: [Int] = []
  var second: [Int] = []
  var perturbed: [Int] = []
  var oracle: [Int] = []
  var randomPick: [Double] = []
  var perturbedOracle: [Int] = []
  var perturbedRandomPick: [Double] = []
  var group: [[Int]] = Array(repeating: [], count: seeds)
  var clusters: [String] = []

  /// - Parameters:
  ///   - clusters: speakers, who find all their utterances taken harder or easier; nil where everybody
  ///     speaks once.
  ///   - isTruth: whether the true figures are looked for, to which each utterance is spoken by another
  ///     speaker and chosen from by the mean of all seeds.
  init(
    _ population: SimulatedPopulation, utterances: Int, clusters: Int?,
    isTruth: Bool = false, seed: Seed
  ) {
    var draws = SimulatedDraws(seed)
    let speakers = clusters.map { count in (0..<count).map { _ in exp(0.4 * draws.normal()) } }
    let skills = (0..<Self.seeds).map { _ in 0.6 + Self.seedDeviation * draws.normal() }
    for utterance in 0..<utterances {
      var speaker = 1.0
      if let speakers {
        speaker =
          isTruth
          ? exp(0.4 * draws.normal()) : speakers[utterance % speakers.count]
      }
      self.clusters.append("\(utterance % (clusters ?? utterances))")
      let words = 1 + draws.poisson(7)
      let rate = min(0.6, population.difficulty(&draws) * speaker)
      let errors = (0..<Self.hypotheses).map { _ in draws.binomial(words, rate) }
      let worse = errors.map { $0 + (words > 1 ? draws.binomial(2, 0.5) : 0) }
      func choice(from errors: [Int], best: Double) -> Int {
        draws.uniform() < best ? errors.min()! : errors[draws.index(below: errors.count)]
      }
      func mean(_ errors: [Int]) -> Double {
        Double(errors.reduce(0, +)) / Double(errors.count)
      }
      self.words.append(words)
      first.append(choice(from: errors, best: 0.6))
      second.append(choice(from: errors, best: 0.5))
      perturbed.append(choice(from: worse, best: 0.6 * 0.8))
      oracle.append(errors.min()!)
      randomPick.append(mean(errors))
      perturbedOracle.append(worse.min()!)
      perturbedRandomPick.append(mean(worse))
      for (place, skill) in skills.enumerated() {
        let best = isTruth ? 0.6 : skill
        group[place].append(choice(from: errors, best: min(1, max(0, best))))
      }
    }
  }
}
