import AdapterEngine
import Artifacts
import BERTRescoring
import Rescoring
import Testing
import Transcripts

/// Journals, fixtures and comparisons know a model by its digest.
struct ModelDigestTests {
  private static let list = NBestList(
    ["Tell her, we’re over there!", "tell her, where over there", "te\u{301}ll her"].map {
      Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
    })

  /// A change to a model that leaves all its weights as they are.
  enum Change: String, CaseIterable {
    case heads, activation, layerNormEpsilon, maximumPositions
    case textForm, lowercases, stripsAccents, longestWord, vocabulary
  }

  private func model(_ change: Change?) throws -> RescoreBERT {
    let tiny = try TinyModels.rescorer()
    func unless<Value>(_ one: Change, _ usual: Value, _ other: Value) -> Value {
      change == one ? other : usual
    }
    let shape = BERTConfiguration(
      vocabularySize: tiny.configuration.vocabularySize, hiddenSize: 32, layers: 2,
      heads: unless(.heads, 2, 4), intermediateSize: 64,
      maximumPositions: unless(.maximumPositions, 24, 5),
      layerNormEpsilon: unless(.layerNormEpsilon, 1e-12, 1e-2),
      activation: unless(.activation, .gelu, .relu))
    var pieces = tiny.tokenizer.vocabulary.pieces
    let there = try #require(pieces.firstIndex(of: "there"))
    let here = try #require(pieces.firstIndex(of: "here"))
    if change == .vocabulary { pieces.swapAt(there, here) }
    let tokenizer = WordPieceTokenizer(
      vocabulary: try WordPieceVocabulary(pieces: pieces),
      basic: BasicTokenizer(
        lowercases: unless(.lowercases, true, false),
        stripsAccents: unless(.stripsAccents, true, false)),
      longestWord: unless(.longestWord, 100, 3))
    return RescoreBERT(
      name: "tiny", summary: "", configuration: shape, tokenizer: tokenizer,
      textForm: unless(.textForm, .written, .spoken), store: tiny.store)
  }

  @Test(arguments: Change.allCases)
  func `what changes a model's costs changes its digest, though the weights are the same`(
    change: Change
  ) throws {
    let (usual, other) = (try model(nil), try model(change))
    #expect(try usual.costs(for: [Self.list]) != other.costs(for: [Self.list]))
    #expect(usual.identity.digest != other.identity.digest)
    #expect(try model(change).identity.digest == other.identity.digest)
  }

  @Test func `dropout, which only training knows, leaves the digest as it is`() throws {
    let usual = try TinyModels.rescorer()
    let other = RescoreBERT(
      name: "other", summary: "", configuration: usual.configuration.with(dropout: 0.4),
      tokenizer: usual.tokenizer, textForm: usual.textForm, store: usual.store)
    #expect(usual.identity.digest == other.identity.digest)
  }

  /// Tiny's, with LoRA on the queries whose second factors hold ones.
  private func adapted(_ configuration: LoRA.Configuration) throws -> RescoreBERT {
    let tiny = try TinyModels.rescorer()
    var store = tiny.store
    var generator = CounterGenerator(seed: 1)
    store.attach(
      LoRA(configuration), to: store.weights(targeting: ["query"]), generator: &generator)
    for id in store.ids where store.parameter(id).name.contains("lora_B") {
      let value = store[id]
      store[id] = Tensor(rows: value.rows, columns: value.columns, repeating: 1)
    }
    return RescoreBERT(
      name: "tiny", summary: "", configuration: tiny.configuration, tokenizer: tiny.tokenizer,
      textForm: .spoken, store: store)
  }

  @Test func `an adapter's scale belongs to its digest`() throws {
    let usual = try adapted(LoRA.Configuration(rank: 2, alpha: 4))
    var configurations = [LoRA.Configuration(rank: 2, alpha: 8)]
    for name in ["alphas", "stabilized"] {
      var configuration = LoRA.Configuration(rank: 2, alpha: 4)
      if name == "alphas" {
        configuration.alphas = ["query": 1]
      } else {
        configuration.isRankStabilized = true
      }
      configurations.append(configuration)
    }
    var digests: Set = [usual.identity.digest]
    for configuration in configurations {
      let other = try adapted(configuration)
      #expect(try usual.costs(for: [Self.list]) != other.costs(for: [Self.list]))
      digests.insert(other.identity.digest)
    }
    #expect(digests.count == 4)
  }

  @Test(arguments: ["lora/end", "dora/end"])
  func `a folder is the same model each time that it is read`(name: String) throws {
    let path = AdapterGoldens.folder(name)
    let digests = try (0..<2).map { _ in
      try RescorerDirectory.read(path).model.identity.digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test func `pseudo-log-likelihoods differ by text form and passes`() throws {
    let model = try TinyModels.languageModel()
    let digests = [
      PseudoLogLikelihood(model, textForm: .spoken),
      PseudoLogLikelihood(model, textForm: .written),
      PseudoLogLikelihood(model, textForm: .spoken, passes: 3),
    ].map(\.identity.digest)
    #expect(Set(digests).count == 3)
  }
}
