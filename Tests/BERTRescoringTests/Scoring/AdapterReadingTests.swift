import AdapterEngine
import BERTRescoring
import Rescoring
import Testing

/// Which type a folder's adapter is read as.
struct AdapterReadingTests {
  @Test(arguments: [[LoRA.self, DoRA.self], [DoRA.self, LoRA.self]] as [[any Adapter.Type]])
  func `a folder with a flag is read as the type with that flag, in any order`(
    adapters: [any Adapter.Type]
  ) throws {
    for (folder, type) in [("dora", DoRA.self), ("lora", LoRA.self)] as [(String, any Adapter.Type)]
    {
      let path = AdapterGoldens.folder(folder + "/end")
      let adapter = try RescorerDirectory.read(path, adapters: adapters).model.store.adapter
      #expect(try Swift.type(of: #require(adapter)) == type)
    }
  }

  @Test func `an adapter of one's own is read where its type is passed too`() throws {
    try TinyModels.withFolder { folder in
      func recipe(_ kind: RescoringRecipe.Kind, base: String?) -> RescoringRecipe {
        RescoringRecipe(
          name: "tiny", summary: "random", kind: kind, base: base, textForm: .spoken,
          interpolation: .secondPassAlone)
      }
      let base = try TinyModels.rescorer()
      try RescorerDirectory.write(
        base, recipe: recipe(.full, base: nil), precision: .float32, to: folder + "/base")
      var store = base.store
      var generator = CounterGenerator(seed: 1)
      store.attach(
        OwnLoRA(LoRA.Configuration(rank: 2, alpha: 4)), to: store.weights(targeting: ["query"]),
        generator: &generator)
      let model = RescoreBERT(
        name: "tiny", summary: "random", configuration: base.configuration,
        tokenizer: base.tokenizer, textForm: .spoken, store: store)
      let path = folder + "/own"
      try RescorerDirectory.write(
        model, recipe: recipe(.adapter, base: "../base"), precision: .float32, to: path)
      #expect(throws: ModelFileError.self) { try RescorerDirectory.read(path) }
      let read = try RescorerDirectory.read(
        path, adapters: RescorerDirectory.adapters + [OwnLoRA.self])
      #expect(read.model.store.adapter is OwnLoRA)
    }
  }
}

/// LoRA under a method of its own.
private struct OwnLoRA: Adapter {
  static let method = "OWN"
  let configuration: LoRA.Configuration

  init(_ configuration: LoRA.Configuration) { self.configuration = configuration }

  var description: String { "own \(LoRA(configuration))" }

  func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    LoRA(configuration).adapt(weights, in: &store, generator: &generator)
  }
}
