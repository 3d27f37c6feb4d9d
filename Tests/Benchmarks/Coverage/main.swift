import CoverageStudy
import Foundation
import PropertyTesting

// Prints how often the intervals of a report contain the true figure, as Markdown.
// Usage: CoverageBenchmarks [CORPORA [UTTERANCES]]: how many corpora are simulated for each row, and the only
// number of utterances that is tried.

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let corpora = numbers.first ?? 2_000
let onlySize = numbers.dropFirst().first
let seed: Seed = 20
let threads = ProcessInfo.processInfo.activeProcessorCount

func line(_ cells: [String]) {
  FileHandle.standardOutput.write(Data(("| " + cells.joined(separator: " | ") + " |\n").utf8))
}

line(["errors", "corpus"] + CoveredFigure.allCases.map(\.rawValue))
line(["---", "---"] + CoveredFigure.allCases.map { _ in "---:" })
for population in SimulatedPopulation.allCases {
  let truths = [false, true].map {
    CoverageStudy.truth(population, isClustered: $0, seed: seed)
  }
  let sizes: [(utterances: Int, clusters: Int?)] =
    [30, 60, 120, 300, 700].map { ($0, nil) } + [5, 10, 20, 40].map { ($0 * 20, $0) }
  for size in sizes where onlySize.map({ $0 == size.utterances }) ?? true {
    let study = CoverageStudy(
      population: population, utterances: size.utterances, clusters: size.clusters)
    let tallies = study.tallies(
      corpora: corpora, resamples: 1_000, truth: truths[size.clusters == nil ? 0 : 1], seed: seed,
      threads: threads)
    line(
      [
        population.rawValue,
        size.clusters.map { "\($0) clusters of 20" } ?? "\(size.utterances) utterances",
      ]
        + CoveredFigure.allCases.map { figure in
          guard let tally = tallies[figure], tally.given > 0 else { return "–" }
          let share = Double(tally.given) / Double(corpora)
          var text = String(format: "%.3f", tally.coverage)
          if tally.coveredByPercentile > 0 {
            text += String(format: " (%.3f)", tally.percentileCoverage)
          }
          if share < 0.995 { text += String(format: ", given in %.0f %%", 100 * share) }
          return text
        })
  }
}
