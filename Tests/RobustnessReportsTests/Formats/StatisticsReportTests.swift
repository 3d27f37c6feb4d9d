import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing
import Transcripts

/// Reports of runs whose intervals come from clusters and groups of seeds.
@Suite struct `Statistics in reports` {
  private struct LengthModel: RescoringModel {
    let identity: ModelIdentity
    let factor: Int

    init(seed: Int) {
      identity = ModelIdentity(
        name: "seed \(seed)", summary: "by length", digest: .sha256(of: "\(seed)"))
      factor = seed + 2
    }

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      lists.map { list in list.texts.map { Double(($0.count * factor) % 7) } }
    }
  }

  private static func record(
    speakers: Int, seeds: Int = 5, properties: [any RobustnessProperty] = []
  ) throws -> RunRecord {
    let corpus = Corpus(
      name: "small", digest: .sha256(of: "small"),
      utterances: (0..<24).map { index in
        let right = index % 3 == 0 ? "one two three" : "one two"
        let texts = index % 4 == 0 ? [right + " four", right, "one"] : [right, "one", "two two"]
        return Utterance(
          id: "u\(index)", reference: right,
          nBest: NBestList(
            texts.enumerated().map {
              Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
            }), fields: ["speaker": .text("s\(index % speakers)")])
      })
    let models = (0..<seeds).map(LengthModel.init)
    return try RobustnessRun(
      configuration: RunConfiguration(
        resamples: 100, cluster: "speaker",
        groups: [ModelGroup(name: "recipe", models: models.map(\.identity.name))]),
      models: models.map { SecondPass(model: $0, interpolation: .secondPassAlone) },
      corpora: [corpus], perturbations: [], properties: properties
    ).record(programVersion: "test", command: "none")
  }

  @Test(arguments: [
    (12, "95% intervals, delete-one jackknife over 12 clusters by speaker with t(11)"),
    (24, "95% intervals, BCa bootstrap, 100 resamples of 24 clusters by speaker"),
    (2, "no intervals: 2 clusters by speaker, but at least three are needed"),
  ])
  func `every format says what was resampled, how many and how`(
    speakers: Int, text: String
  ) throws {
    let report = RobustnessReport(try Self.record(speakers: speakers))
    #expect(report.markdown.contains(text))
    #expect(report.html.contains(text) || report.html.contains("No" + text.dropFirst(2)))
    #expect(report.csv.contains(text))
    #expect(
      report.csv.contains("small,,resampled clusters by speaker,,,,,,\(speakers),,,count,\r\n"))
  }

  @Test func `figures without an interval have none in any format, and the reason`() throws {
    let record = try Self.record(speakers: 2)
    let report = RobustnessReport(record)
    #expect(report.html.contains("Missing intervals: fewer than three utterances"))
    #expect(report.markdown.contains("Missing intervals: fewer than three utterances"))
    #expect(report.csv.contains(",,,share,none: fewer than three utterances or clusters\r\n"))
    #expect(!String(decoding: report.json, as: UTF8.self).contains("\"upper\""))
  }

  @Test(arguments: [4, 5]) func `groups stand in every format`(seeds: Int) throws {
    let report = RobustnessReport(try Self.record(speakers: 12, seeds: seeds))
    #expect(report.markdown.contains("| recipe (\(seeds) seeds) |"))
    #expect(report.html.contains("recipe (\(seeds) seeds)"))
    #expect(report.csv.contains("small,recipe,wer mean over seeds,"))
    #expect(report.csv.contains("small,recipe,skill deviation over seeds,"))
    let reason = "With fewer than five seeds there is no interval."
    #expect(report.markdown.contains(reason) == (seeds < 5))
    #expect(report.html.contains(reason) == (seeds < 5))
  }

  @Test func `the record is read as it was written`() throws {
    let record = try Self.record(speakers: 12)
    #expect(
      try VersionedJSON.decode(
        RunRecord.self, from: RobustnessReport(record).json, versions: 4...4) == record)
  }
}
