import PropertyTesting
import RobustnessRuns
import Testing
import Transcripts

@Suite struct CorpusSampleTests {
  private func corpus(_ ids: [Int], name: String = "many") -> Corpus {
    Corpus(
      name: name, digest: .sha256(of: "many"),
      utterances: ids.map { id in
        Utterance(
          id: "u\(id)", reference: "see",
          nBest: NBestList([Hypothesis(text: "sea", costs: FirstPassCosts(total: 1))]))
      })
  }

  private func ids(_ corpus: Corpus) -> [String] { corpus.utterances.map(\.id) }

  @Test func `a sample keeps the order, reaches over the whole corpus and depends on the seed`() {
    let all = corpus(Array(0..<600))
    let sample = all.sample(of: 60, seed: 1)
    #expect(sample.count == 60)
    #expect(ids(sample) == ids(all).filter(Set(ids(sample)).contains))
    #expect(Set(ids(sample)).intersection(ids(corpus(Array(300..<600)))).count > 15)
    #expect(ids(sample) != ids(all.sample(of: 60, seed: 2)))
    #expect(sample.digest == all.digest && sample.name == "many")
  }

  @Test func `the same utterances are drawn from another order or name, and more hold fewer`() {
    let all = corpus(Array(0..<200))
    let turned = corpus((0..<200).reversed(), name: "turned")
    #expect(Set(ids(all.sample(of: 20, seed: 7))) == Set(ids(turned.sample(of: 20, seed: 7))))
    #expect(Set(ids(all.sample(of: 50, seed: 7))).isSuperset(of: ids(all.sample(of: 20, seed: 7))))
  }

  @Test func `a corpus that has no more stays as it is`() {
    let all = corpus([1, 2, 3])
    #expect(ids(all.sample(of: 3, seed: 1)) == ids(all))
    #expect(ids(all.sample(of: 9, seed: 1)) == ids(all))
  }
}
