import Artifacts
import Perturbations
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Corpora after the first` {
  private static let further = Corpus(
    name: "further", digest: .sha256(of: "further corpus"), utterances: SmallWorld.utterances)

  /// A run on two corpora, and how far its progress said it came.
  private static func record(
    _ depth: CorpusDepth
  ) throws -> (record: RunRecord, progress: [RunProgress]) {
    let kit = try SmallWorld.kit()
    let run = try RobustnessRun(
      configuration: RunConfiguration(
        draws: 2, resamples: 20, propertyCases: 2, otherCorpora: depth),
      models: [SmallWorld.secondPass(SmallWorld.healthy)],
      corpora: [SmallWorld.corpus, further],
      perturbations: try kit.perturbations([.homophones], strengths: [.words(1), .words(2)]),
      properties: RobustnessProperties.standard(under: try kit.perturbation(.homophones)), kit: kit)
    var progress: [RunProgress] = []
    let record = try run.record(programVersion: "1", command: "test") { progress.append($0) }
    return (record, progress)
  }

  @Test func `are examined briefly: clean, the 1-best perturbed, homophones told apart`() throws {
    let (record, progress) = try Self.record(.brief)
    let main = record.corpora[0], further = record.corpora[1]
    #expect(main.coverage.map(\.condition.scope) == [.oneBest, .oneBest, .nBest, .nBest])
    #expect(further.coverage.map(\.condition.scope) == [.oneBest, .oneBest])
    #expect(!main.models[1].properties.isEmpty)
    #expect(further.models[1].properties.isEmpty)
    #expect(further.models[1].discrimination == main.models[1].discrimination)
    #expect(further.models[1].clean.errors == main.models[1].clean.errors)
    #expect(progress.last?.completed == progress.last?.total)
  }

  @Test func `are examined like the first when asked for`() throws {
    let (record, progress) = try Self.record(.whole)
    let main = record.corpora[0], further = record.corpora[1]
    #expect(further.coverage.map(\.condition) == main.coverage.map(\.condition))
    #expect(
      further.models[1].properties.map(\.property) == main.models[1].properties.map(\.property))
    #expect(progress.last?.completed == progress.last?.total)
  }
}
