import CoverageStudy
import PropertyTesting
import Testing

/// A small part of `Tests/Benchmarks/Coverage`, the same on every machine. With 400 corpora the coverage of
/// a right 95 % interval lies within 0.923 and 0.977 in 99 of 100 studies.
@Suite struct `Simulated coverage` {
  @Test(arguments: [(60, nil), (200, 10), (500, 25)] as [(Int, Int?)])
  func `intervals contain the truth as often as they say`(
    utterances: Int, clusters: Int?
  ) throws {
    let truth = CoverageStudy.truth(
      .some, isClustered: clusters != nil, utterances: 200_000, seed: 20)
    #expect(truth.count == CoveredFigure.allCases.count)
    let tallies = CoverageStudy(population: .some, utterances: utterances, clusters: clusters)
      .tallies(corpora: 400, resamples: 400, truth: truth, seed: 1, threads: 2)
    for figure in CoveredFigure.allCases {
      let tally = try #require(tallies[figure])
      #expect((0.915...0.985).contains(tally.coverage), "\(figure.rawValue): \(tally.coverage)")
      #expect(tally.given > 300, "\(figure.rawValue): \(tally.given)")
    }
  }
}
