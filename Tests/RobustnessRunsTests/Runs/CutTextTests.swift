import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Reads the first three words of a text.
private struct NearsightedModel: RescoringModel {
  var identity: ModelIdentity {
    ModelIdentity(name: "nearsighted", summary: "", digest: .sha256(of: "nearsighted"))
  }
  var scoresEachTextAlone: Bool { true }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    try SmallWorld.healthy.costs(
      for: lists.map { list in
        NBestList(
          list.hypotheses.map {
            Hypothesis(text: readPart(of: $0.text) ?? $0.text, costs: $0.costs)
          })
      })
  }

  func readPart(of text: String) -> String? {
    let words = text.split(separator: " ")
    return words.count > 3 ? words.prefix(3).joined(separator: " ") : nil
  }
}

@Suite struct `Texts that a model does not read to their ends` {
  private let corpus = Corpus(
    name: "long",
    digest: .sha256(of: "long"),
    utterances: [
      Utterance(
        id: "short", reference: "they see the", nBest: SmallWorld.list("they sea the", "they see")),
      Utterance(
        id: "long", reference: "tell her they see the",
        nBest: SmallWorld.list("tell her they see the", "tell her they sea the", "tell her")),
    ], lines: [3, 4])

  @Test func `are counted, with the first list by line and id`() throws {
    let cut = try #require(
      CutTexts(of: NearsightedModel(), in: PreparedCorpus(corpus, listLimit: 20)))
    #expect(cut.texts == 2)
    #expect(cut.lists == 1)
    #expect(cut.indistinctLists == 1)
    #expect(cut.first == "line 4, long")
    #expect(
      cut.description
        == "reads only the beginning of 2 texts in 1 list (first: line 4, long); in 1 of them "
        + "it can't tell some hypotheses apart, so their ranks decide")
  }

  @Test func `a model that reads everything cuts nothing`() {
    #expect(
      CutTexts(of: SmallWorld.healthy, in: PreparedCorpus(corpus, listLimit: 20)) == nil)
  }

  @Test func `pairs that are equal up to there are left out of discrimination`() throws {
    let model = NearsightedModel()
    let pairs = DiscriminationPairs(
      references: [(0, "they see the"), (1, "tell her they see the")],
      candidates: SmallWorld.candidates)
    let costs = try model.costs(for: pairs.lists)
    let verdicts = pairs.verdicts(costs, readPart: model.readPart)
    let unread = zip(pairs.pairs, verdicts).filter { $0.1 == .unread }.map(\.0)
    #expect(!unread.isEmpty)
    #expect(unread.allSatisfy { $0.utterance == 1 && $0.text.hasPrefix("tell her they ") })
    #expect(pairs.verdicts(costs).allSatisfy { $0 != .unread })
    let resampling = Resampling(utterances: 2, resamples: 10, seed: .init(1))
    let result = try #require(pairs.result(verdicts, resampling: resampling))
    #expect(result.pairs == pairs.pairs.count - unread.count)
  }

  @Test func `the record of a run says so`() throws {
    let kit = try SmallWorld.kit()
    let run = try RobustnessRun(
      configuration: RunConfiguration(seed: 1, draws: 1, resamples: 20, propertyCases: 2),
      models: [SmallWorld.secondPass(NearsightedModel())], corpora: [corpus],
      perturbations: try kit.perturbations([.homophones], strengths: [.words(1)]), properties: [],
      kit: kit)
    let results = try run.record(programVersion: "test", command: "none").corpora[0].models
    #expect(results.map(\.cutTexts?.first) == [nil, "line 4, long"])
  }
}
