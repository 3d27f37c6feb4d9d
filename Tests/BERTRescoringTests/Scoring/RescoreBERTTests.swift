import BERTRescoring
import Rescoring
import Testing
import Transcripts

struct RescoreBERTTests {
  private func list(_ texts: [String]) -> NBestList {
    NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
  }

  /// Texts of different lengths, two of them twice.
  private var texts: [String] {
    let texts = TinyModels.sentences(60, seed: 5).map { $0.joined(separator: " ") }
    return texts + [texts[3], texts[40], ""]
  }

  private func expectSameBits(_ make: (Int) throws -> any RescoringModel) throws {
    let texts = texts
    let together = try make(1).costs(for: [list(texts)])[0]
    let alone = try texts.map { try make(1).costs(for: [list([$0])])[0][0] }
    let reversed = try make(1).costs(for: [list(texts.reversed())])[0]
    let threaded = try make(3).costs(for: texts.map { list([$0]) }).map { $0[0] }
    #expect(together == alone)
    #expect(together == reversed.reversed())
    #expect(together == threaded)
    #expect(Set(together).count > 50)
  }

  @Test func `a text costs the same bits in any batch, order and number of threads`() throws {
    try expectSameBits { try TinyModels.rescorer(threads: $0) }
  }

  @Test func `so does it under pseudo-log-likelihood`() throws {
    let model = try TinyModels.languageModel()
    try expectSameBits { PseudoLogLikelihood(model, textForm: .spoken, threads: $0) }
    try expectSameBits {
      PseudoLogLikelihood(model, textForm: .spoken, passes: 3, threads: $0)
    }
  }

  @Test func `case, accents' form and punctuation don't matter in the spoken form`() throws {
    let model = try TinyModels.rescorer()
    let costs = try model.costs(
      for: [list(["tell her we're over there", "Tell her, we’re over there!"])])[0]
    #expect(costs[0] == costs[1])
    let written = RescoreBERT(
      name: "written", summary: "", configuration: model.configuration,
      tokenizer: model.tokenizer, textForm: .written, store: model.store)
    let other = try written.costs(
      for: [list(["tell her we're over there", "Tell her, we’re over there!"])])[0]
    #expect(other[0] == costs[0])
    #expect(other[0] != other[1])
  }

  @Test func `a text longer than the model's positions is cut`() throws {
    let model = try TinyModels.rescorer()
    let long = Array(repeating: "there", count: 200).joined(separator: " ")
    let costs = try model.costs(for: [list([long, long + " too"])])[0]
    #expect(costs[0] == costs[1])
  }
}
