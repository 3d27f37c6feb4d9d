import Artifacts
import Foundation
package import PropertyTesting
import Robustness

/// A figure whose intervals are held against the truth.
package enum CoveredFigure: String, CaseIterable, Sendable {
  case wer = "WER"
  case nprr = "NPRR"
  case skill = "skill"
  case skillKept = "skill kept"
  case werDifference = "WER difference"
  case skillDifference = "skill difference"
  case seedMean = "WER, 5 seeds"
}

/// How often intervals contain the true figure, over simulated corpora of one size.
package struct CoverageStudy: Sendable {
  private let population: SimulatedPopulation
  private let utterances: Int
  private let clusters: Int?

  /// - Parameter clusters: speakers who take turns; nil where everybody speaks once.
  package init(population: SimulatedPopulation, utterances: Int, clusters: Int?) {
    self.population = population
    self.utterances = utterances
    self.clusters = clusters
  }

  package struct Tally: Sendable {
    /// Corpora whose figure has an interval.
    package fileprivate(set) var given = 0
    /// Of those, the ones whose interval contains the truth.
    package fileprivate(set) var covered = 0
    /// Of those, the ones whose percentile interval would; 0 under the jackknife.
    package fileprivate(set) var coveredByPercentile = 0

    package var coverage: Double { Double(covered) / Double(max(given, 1)) }
    package var percentileCoverage: Double { Double(coveredByPercentile) / Double(max(given, 1)) }
  }

  /// A figure's interval, and its resamples where there are any.
  private struct Found {
    let figure: CoveredFigure
    let estimate: Estimate?
    let resampled: [Double]
  }

  /// - Parameters:
  ///   - corpora: how many are simulated.
  ///   - truth: from ``truth(_:isClustered:seed:)``.
  package func tallies(
    corpora: Int, resamples: Int, truth: [CoveredFigure: Double], seed: Seed, threads: Int
  ) -> [CoveredFigure: Tally] {
    let stream = seed.derived(population.rawValue, "\(utterances)", "\(clusters ?? 0)")
    let found = ConcurrentMap.map(Array(0..<corpora), threads: threads) { corpus in
      let seed = stream.derived(corpus)
      let lists = SimulatedLists(
        population, utterances: utterances, clusters: clusters, seed: seed)
      let resampling = Resampling(
        clusters: lists.clusters, resamples: resamples, seed: seed.derived("resampling"))
      return Self.figures(lists, resampling).map { found -> (CoveredFigure, Tally) in
        var tally = Tally()
        guard let estimate = found.estimate, estimate.hasInterval, let value = truth[found.figure]
        else { return (found.figure, tally) }
        tally.given = 1
        tally.covered = estimate.lower <= value && value <= estimate.upper ? 1 : 0
        if !found.resampled.isEmpty {
          let sorted = found.resampled.sorted()
          let tail = Int(0.025 * Double(sorted.count))
          tally.coveredByPercentile =
            sorted[tail] <= value && value <= sorted[sorted.count - 1 - tail] ? 1 : 0
        }
        return (found.figure, tally)
      }
    }
    var tallies: [CoveredFigure: Tally] = [:]
    for (figure, tally) in found.joined() {
      tallies[figure, default: Tally()].given += tally.given
      tallies[figure]!.covered += tally.covered
      tallies[figure]!.coveredByPercentile += tally.coveredByPercentile
    }
    return tallies
  }

  /// The figures of so many utterances that they can pass for the truth.
  package static func truth(
    _ population: SimulatedPopulation, isClustered: Bool, utterances: Int = 1_000_000, seed: Seed
  ) -> [CoveredFigure: Double] {
    let lists = SimulatedLists(
      population, utterances: utterances, clusters: isClustered ? 1 : nil,
      isTruth: true, seed: seed.derived("truth", population.rawValue))
    let resampling = Resampling(
      clusters: [String](repeating: "all", count: utterances), resamples: 1, seed: seed)
    return Dictionary(
      uniqueKeysWithValues: figures(lists, resampling).compactMap { found in
        found.estimate.map { (found.figure, $0.value) }
      })
  }

  /// The way that a run computes them.
  private static func figures(_ lists: SimulatedLists, _ resampling: Resampling) -> [Found] {
    let words = resampling.sums(of: lists.words)
    let (oracle, randomPick) = (
      resampling.sums(of: lists.oracle), resampling.sums(of: lists.randomPick)
    )
    func measures(_ errors: [Int]) -> ChoiceMeasures {
      ChoiceMeasures(
        errors: resampling.sums(of: errors), oracle: oracle, randomPick: randomPick, words: words)
    }
    let (first, second) = (measures(lists.first), measures(lists.second))
    let perturbed = ChoiceMeasures(
      errors: resampling.sums(of: lists.perturbed),
      oracle: resampling.sums(of: lists.perturbedOracle),
      randomPick: resampling.sums(of: lists.perturbedRandomPick), words: words)
    let clean = resampling.sums(of: lists.first)
    let nprr = ChoiceMeasures.ratio(
      resampling.sums(of: lists.perturbed) - clean, clean, .noReferenceWords)
    func level(
      _ figure: CoveredFigure, _ outcome: ChoiceMeasures.Outcome, _ range: ClosedRange<Double>
    ) -> Found {
      Found(
        figure: figure, estimate: resampling.figure(of: outcome, within: range).estimate,
        resampled: (try? outcome.get().resampled) ?? [])
    }
    func difference(
      _ figure: CoveredFigure, _ left: ChoiceMeasures.Outcome, _ right: ChoiceMeasures.Outcome
    ) -> Found {
      guard let left = try? left.get(), let right = try? right.get() else {
        return Found(figure: figure, estimate: nil, resampled: [])
      }
      let difference = left - right
      return Found(
        figure: figure, estimate: resampling.difference(difference),
        resampled: difference.resampled)
    }
    let seeds = lists.group.map { measures($0).wer }
    return [
      level(.wer, first.wer, 0 ... .infinity), level(.nprr, nprr, -1 ... .infinity),
      level(.skill, first.skill, -.infinity...1),
      Found(
        figure: .skillKept,
        estimate: ChoiceMeasures.skillKept(
          of: perturbed.skill, clean: first.skill, resampling
        ).figure.estimate, resampled: []),
      difference(.werDifference, first.wer, second.wer),
      difference(.skillDifference, first.skill, second.skill),
      Found(
        figure: .seedMean,
        estimate: SeedMean(of: seeds, within: 0 ... .infinity, resampling).mean.estimate,
        resampled: []),
    ]
  }
}
