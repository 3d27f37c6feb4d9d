import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

struct RescorerDirectoryTests {
  private static let probe = NBestList(
    ["tell her we're over there", "see the weir by the sea"].map {
      Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
    })

  private func recipe(_ kind: RescoringRecipe.Kind, base: String? = nil) -> RescoringRecipe {
    RescoringRecipe(
      name: "tiny", summary: "random", kind: kind, base: base, textForm: .spoken,
      interpolation: Interpolation(acoustic: 1, language: 9, secondPass: 4))
  }

  @Test func `a written rescorer reads back to the same costs`() throws {
    try TinyModels.withFolder { folder in
      let model = try TinyModels.rescorer()
      try RescorerDirectory.write(
        model, recipe: recipe(.full), precision: .float32, to: folder)
      let (read, recipe) = try RescorerDirectory.read(folder)
      #expect(recipe == self.recipe(.full))
      #expect(try read.costs(for: [Self.probe]) == model.costs(for: [Self.probe]))
    }
  }

  @Test func `16-bit storage rounds, and reads back`() throws {
    try TinyModels.withFolder { folder in
      let model = try TinyModels.rescorer()
      try RescorerDirectory.write(
        model, recipe: recipe(.full), precision: .float16, to: folder)
      let costs = try RescorerDirectory.read(folder).model.costs(for: [Self.probe])[0]
      let exact = try model.costs(for: [Self.probe])[0]
      for (cost, exact) in zip(costs, exact) { #expect(abs(cost - exact) < 1e-2) }
    }
  }

  @Test(arguments: [false, true])
  func `a LoRA adapter reads back over its base, which may have no head`(isBare: Bool) throws {
    try TinyModels.withFolder { folder in
      let base = try TinyModels.rescorer()
      if isBare {
        let bare = try TinyModels.languageModel()
        try BERTDirectory.write(
          store: bare.store, configuration: bare.configuration, tokenizer: bare.tokenizer,
          to: folder + "/base")
      } else {
        try RescorerDirectory.write(
          base, recipe: recipe(.full), precision: .float32, to: folder + "/base")
      }
      let source = CorruptedListSource(
        sentences: TinyModels.sentences(40, seed: 1), seed: 1,
        confusion: { $0 + "s" + "\($1.next() % 3)" })
      var options = RescorerTraining.Options(
        workFolder: folder + "/work",
        variant: .lora(rank: 2, alpha: 8, targets: ["query", "value"]),
        objective: ListObjective(interpolation: .secondPassAlone),
        schedule: LearningRateSchedule(peak: 0.01, warmUpSteps: 1, decaySteps: 1, totalSteps: 5))
      options.listsPerStep = 4
      guard
        case .finished(let model, _) = try RescorerTraining(options).run(
          from: base, lists: source)
      else {
        Issue.record("training did not finish")
        return
      }
      #expect(try model.costs(for: [Self.probe]) != base.costs(for: [Self.probe]))
      try RescorerDirectory.write(
        model, recipe: recipe(.adapter, base: "../base"), precision: .float32,
        to: folder + "/lora")
      let (read, _) = try RescorerDirectory.read(folder + "/lora")
      #expect(try read.costs(for: [Self.probe]) == model.costs(for: [Self.probe]))
      // As PEFT names them.
      let file = try SafetensorsFile(path: folder + "/lora/adapter_model.safetensors")
      let key = "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight"
      #expect(file.shape(of: key) == [2, 32])
      #expect(file.shape(of: "base_model.model.scorer.dense.weight") == [32, 32])
      // The head is among the modules that the configuration promises.
      try SafetensorsFile.write(
        Dictionary(
          uniqueKeysWithValues: file.names.filter { !$0.contains("scorer") }
            .map { ($0, try file.tensor($0)) }), to: folder + "/lora/adapter_model.safetensors")
      #expect(throws: ModelFileError.self) { try RescorerDirectory.read(folder + "/lora") }
      let config = URL(fileURLWithPath: folder + "/lora/adapter_config.json")
      let text = try String(contentsOf: config, encoding: .utf8)
      try text.replacing("\"scorer\"", with: "")
        .write(to: config, atomically: true, encoding: .utf8)
      // Without the promise, the adapter needs the base's.
      if isBare {
        #expect(
          throws: ModelFileError.missingKey(
            path: folder + "/lora/../base/model.safetensors", key: "scorer.dense.weight")
        ) { try RescorerDirectory.read(folder + "/lora") }
      } else {
        _ = try RescorerDirectory.read(folder + "/lora")
      }
    }
  }

  @Test func `damaged folders give one clear error`() throws {
    try TinyModels.withFolder { folder in
      let weights = folder + "/model.safetensors"
      let model = try TinyModels.rescorer()
      func write() throws {
        try RescorerDirectory.write(
          model, recipe: recipe(.full), precision: .float32, to: folder)
      }
      func error() -> String {
        do {
          _ = try RescorerDirectory.read(folder)
          return "none"
        } catch {
          return "\(error)"
        }
      }
      try write()
      let whole = try Data(contentsOf: URL(fileURLWithPath: weights))
      try whole.dropLast(100).write(to: URL(fileURLWithPath: weights))
      #expect(error().contains("bytes of data, found"))
      #expect(error().hasPrefix(weights))
      try whole.prefix(5).write(to: URL(fileURLWithPath: weights))
      #expect(error().contains("cut short"))

      try write()
      let config = URL(fileURLWithPath: folder + "/config.json")
      let text = try String(contentsOf: config, encoding: .utf8)
      try text.replacing("\"intermediate_size\" : 64", with: "\"intermediate_size\" : 65")
        .write(to: config, atomically: true, encoding: .utf8)
      #expect(
        error() == "\(weights): bert.encoder.layer.0.intermediate.dense.weight: expected shape"
          + " [65, 32], found [64, 32]")
      try text.replacing("\"intermediate_size\" : 64,", with: "")
        .write(to: config, atomically: true, encoding: .utf8)
      #expect(
        error() == "\(config.path): expected an entry \"intermediate_size\", found none")
      try text.prefix(40).write(to: config, atomically: true, encoding: .utf8)
      #expect(error() == "\(config.path): expected JSON, found something else or a part of it")
      try text.replacing("\"hidden_size\" : 32", with: "\"hidden_size\" : \"wide\"")
        .write(to: config, atomically: true, encoding: .utf8)
      #expect(error() == "\(config.path): hidden_size: expected a whole number, found wide")

      try write()
      try FileManager.default.removeItem(atPath: folder + "/vocab.txt")
      #expect(error() == "\(folder)/vocab.txt: no such file")

      try write()
      try Data("{\"name\": 3}".utf8).write(to: URL(fileURLWithPath: folder + "/rescoring.json"))
      #expect(error().hasPrefix("\(folder)/rescoring.json: "))
    }
  }

  @Test func `tensors may come without prefix and with old names`() throws {
    try TinyModels.withFolder { folder in
      let model = try TinyModels.rescorer()
      try RescorerDirectory.write(
        model, recipe: recipe(.full), precision: .float32, to: folder)
      var tensors: [String: Tensor] = [:]
      for parameter in model.store.parameters {
        let name = parameter.name.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
          .replacing("LayerNorm.bias", with: "LayerNorm.beta")
        tensors[name] = parameter.value
      }
      try SafetensorsFile.write(tensors, to: folder + "/model.safetensors")
      let read = try RescorerDirectory.read(folder).model
      #expect(try read.costs(for: [Self.probe]) == model.costs(for: [Self.probe]))
    }
  }
}
