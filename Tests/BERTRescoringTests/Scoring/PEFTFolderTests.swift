import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

/// Adapters' folders in the shapes that PEFT has, as `Tests/Goldens/peft_folders.py` recorded them.
struct PEFTFolderTests {
  private struct Golden: Decodable {
    let texts: [String]
    let costs: [String: [Double]]
  }

  private static let golden = Result { try Goldens.decode(Golden.self, from: "peft/costs.json") }
  private static let names = ((try? golden.get())?.costs.keys).map { $0.sorted() } ?? []

  private func costs(_ folder: String) throws -> [Double] {
    let texts = try Self.golden.get().texts
    let list = NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
    return try RescorerDirectory.read(folder).model.costs(for: [list])[0]
  }

  @Test func `there are goldens`() { #expect(Self.names.count > 15) }

  @Test(arguments: names)
  func `a folder gives PEFT's costs`(name: String) throws {
    let expected = try #require(try Self.golden.get().costs[name])
    for (found, expected) in zip(try costs(Goldens.path("peft/" + name)), expected) {
      #expect(abs(found - expected) < 1e-5)
    }
  }

  /// A copy of a golden's folder with its base, whose tensors and configuration a test may change.
  private func withCopy(
    _ name: String, tensors change: (inout [String: Tensor]) -> Void = { _ in },
    config: (String) -> String = { $0 }, _ body: (String) throws -> Void
  ) throws {
    try TinyModels.withFolder { folder in
      let copy = folder + "/peft/" + name
      for path in ["peft/" + name, "peft/classifier", "adapters/base"] {
        let to = folder + "/" + path
        try FileManager.default.createDirectory(
          atPath: (to as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Goldens.path(path), toPath: to)
      }
      let file = try SafetensorsFile(path: copy + "/adapter_model.safetensors")
      var tensors: [String: Tensor] = [:]
      for name in file.names { tensors[name] = try file.tensor(name) }
      change(&tensors)
      try SafetensorsFile.write(tensors, to: copy + "/adapter_model.safetensors")
      let path = URL(fileURLWithPath: copy + "/adapter_config.json")
      try config(String(contentsOf: path, encoding: .utf8))
        .write(to: path, atomically: true, encoding: .utf8)
      try body(copy)
    }
  }

  private func error(_ folder: String) -> String {
    do {
      _ = try RescorerDirectory.read(folder)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    "base_model.model.bert.pooler.dense.weight",
    "base_model.model.bert.encoder.layer.0.attention.self.key.lora_A.weight",
    "base_model.model.bert.encoder.layer.7.attention.self.query.lora_A.weight",
    "base_model.model.reward.weight", "lora_A",
  ])
  func `a tensor that nothing reads is refused by its name`(name: String) throws {
    try withCopy("alphas", tensors: { $0[name] = Tensor(rows: 4, columns: 4) }) {
      let error = error($0)
      #expect(error.contains("adapter_model.safetensors: \(name): expected"), "\(error)")
      #expect(error.contains("would be ignored"))
    }
  }

  @Test(arguments: [
    ("saved-norms", "base_model.model.scorer.dense.weight"),
    ("saved-norms", "base_model.model.bert.encoder.layer.1.output.LayerNorm.bias"),
    ("saved-tables", "base_model.model.bert.embeddings.token_type_embeddings.weight"),
    ("bias-all", "base_model.model.bert.encoder.layer.0.output.dense.bias"),
    ("bias-own", "base_model.model.bert.encoder.layer.0.attention.self.value.base_layer.bias"),
    ("classifier-lora", "base_model.model.classifier.bias"),
    ("alphas", "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight"),
  ])
  func `what the configuration promises must be there`(folder: String, name: String) throws {
    try withCopy(
      folder,
      tensors: {
        #expect($0[name] != nil)
        $0[name] = nil
      },
      {
        let error = error($0)
        let plain = name.replacing(".base_layer", with: "")
        #expect(error.contains("\(plain): expected a tensor, found none"), "\(error)")
      })
  }

  @Test(arguments: [
    (#""modules_to_save": ["#, #""modules_to_save": ["regressor","#, "found regressor"),
    (#""use_rslora": false"#, #""use_rslora": false, "lora_bias": true"#, "lora_bias"),
    (#""bias": "none""#, #""bias": "some""#, "bias: expected none, all or lora_only, found some"),
    (#""layers_to_transform": null"#, #""layers_to_transform": [1]"#, "would be ignored"),
    (#""exclude_modules": null"#, #""exclude_modules": "(""#, "regular expression"),
    (
      #""trainable_token_indices": null"#, #""trainable_token_indices": [1, 2]"#,
      "trainable_token_indices"
    ),
  ])
  func `a configuration that can't be followed is refused by its entry`(
    old: String, new: String, complaint: String
  ) throws {
    try withCopy(
      "alphas",
      config: {
        #expect($0.contains(old))
        return $0.replacing(old, with: new)
      }, { #expect(error($0).contains(complaint), "\(error($0))") })
  }

  // PEFT takes the first pattern that matches, in the file's order.
  @Test func `of patterns that match the first in the file counts`() throws {
    try withCopy(
      "alphas",
      config: {
        $0.replacing(#""query": 16"#, with: #""quer[y]": 99, "query": 16"#)
      },
      {
        let model = try RescorerDirectory.read($0).model
        let adapter = try #require(model.store.adapter as? LoRA)
        let alphas = adapter.configuration.alphas
        #expect(alphas["encoder.layer.1.attention.self.query"] == 99)
        #expect(alphas["encoder.layer.0.attention.self.query"] == 3)
      })
  }

  @Test func `what is written has the shapes that PEFT reads`() throws {
    try TinyModels.withFolder { folder in
      let base = try TinyModels.rescorer()
      func write(_ adapter: any Adapter, targets: [String]) throws -> SafetensorsFile {
        var store = base.store
        var generator = CounterGenerator(seed: 1)
        store.attach(adapter, to: store.weights(targeting: targets), generator: &generator)
        let model = RescoreBERT(
          name: "tiny", summary: "random", configuration: base.configuration,
          tokenizer: base.tokenizer, textForm: .spoken, store: store)
        try RescorerDirectory.write(
          model,
          recipe: RescoringRecipe(
            name: "tiny", summary: "random", kind: .adapter, base: "../base", textForm: .spoken,
            interpolation: .secondPassAlone), precision: .float32, to: folder)
        return try SafetensorsFile(path: folder + "/adapter_model.safetensors")
      }
      let query = "base_model.model.bert.encoder.layer.0.attention.self.query."
      let lora = try write(LoRA(rank: 1, alpha: 2), targets: ["query"])
      #expect(lora.shape(of: "base_model.model.scorer.out_proj.weight") == [1, 32])
      #expect(lora.shape(of: "base_model.model.scorer.out_proj.bias") == [1])
      #expect(lora.shape(of: "base_model.model.scorer.dense.bias") == [32])
      #expect(lora.shape(of: query + "lora_A.weight") == [1, 32])
      #expect(lora.shape(of: query + "lora_B.weight") == [32, 1])
      let dora = try write(DoRA(rank: 1, alpha: 2), targets: ["query"])
      #expect(dora.shape(of: query + "lora_magnitude_vector") == [32])
      let vera = try write(VeRA(rank: 1), targets: ["query"])
      #expect(vera.shape(of: "base_model.vera_A") == [1, 32])
      #expect(vera.shape(of: query + "vera_lambda_d") == [1])
      let prefix = try write(PrefixTuning(length: 1), targets: ["key", "value"])
      #expect(prefix.shape(of: "prompt_embeddings") == [1, 128])
      let config = try String(
        contentsOfFile: folder + "/adapter_config.json", encoding: .utf8)
      #expect(config.contains(#""task_type" : "FEATURE_EXTRACTION""#))
    }
  }
}
