import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing

/// Sizes in files that are no model's.
@Suite struct `Sizes in a model's files` {
  private func recipe(_ kind: RescoringRecipe.Kind, base: String?) -> RescoringRecipe {
    RescoringRecipe(
      name: "tiny", summary: "random", kind: kind, base: base, textForm: .spoken,
      interpolation: .secondPassAlone)
  }

  private func change(_ path: String, _ key: String, _ json: String) throws {
    let url = URL(fileURLWithPath: path)
    var entries =
      try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    entries[key] = try JSONSerialization.jsonObject(
      with: Data(json.utf8), options: .fragmentsAllowed)
    try JSONSerialization.data(withJSONObject: entries).write(to: url)
  }

  private func told(_ folder: String) -> String {
    do {
      _ = try RescorerDirectory.read(folder)
      return "read"
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("hidden_dropout_prob", "2"), ("hidden_dropout_prob", "-0.1"), ("hidden_dropout_prob", "1"),
    ("num_hidden_layers", "1000000000"), ("num_hidden_layers", "0"), ("hidden_size", "1048576"),
    ("num_attention_heads", "4611686018427387904"), ("vocab_size", "4611686018427387904"),
    ("max_position_embeddings", "1000000000000"), ("type_vocab_size", "1000000"),
    ("intermediate_size", "1e300"), ("layer_norm_eps", "-1"), ("layer_norm_eps", "1e300"),
  ])
  func `are refused by their entry's name`(key: String, value: String) throws {
    try TinyModels.withFolder { folder in
      try RescorerDirectory.write(
        TinyModels.rescorer(), recipe: recipe(.full, base: nil), precision: .float32, to: folder)
      #expect(told(folder) == "read")
      try change(folder + "/config.json", key, value)
      let message = told(folder)
      #expect(message.contains("config.json: \(key): expected"), "\(message)")
    }
  }

  @Test(arguments: [
    ("r", "4611686018427387904"), ("r", "100000"), ("r", "0"), ("r", "-1"),
    ("rank_pattern", #"{"query":-1}"#), ("rank_pattern", #"{"query":0}"#),
    ("rank_pattern", #"{"query":4611686018427387904}"#), ("rank_pattern", #"{"x":65000}"#),
    ("lora_dropout", "2"), ("lora_dropout", "-0.5"), ("loraplus_lr_ratio", "-1"),
  ])
  func `of adapters are held against the tensors`(key: String, value: String) throws {
    try TinyModels.withFolder { folder in
      try write(adapter: LoRA(rank: 2, alpha: 4), to: folder)
      #expect(told(folder + "/adapter") == "read")
      try change(folder + "/adapter/adapter_config.json", key, value)
      let message = told(folder + "/adapter")
      #expect(message.contains("adapter_config.json"), "\(message)")
      #expect(message.contains(key), "\(message)")
    }
  }

  @Test(arguments: [
    ("init_r", "4611686018427387904"), ("target_r", "4611686018427387904"), ("tinit", "-1"),
    ("total_step", "9223372036854775807"), ("deltaT", "9223372036854775807"),
  ])
  func `of AdaLoRA are bounded`(key: String, value: String) throws {
    try TinyModels.withFolder { folder in
      let adapter = AdaLoRA(
        AdaLoRA.Configuration(
          initialRank: 3, targetRank: 2, alpha: 4, warmUpSteps: 1, finalSteps: 1, totalSteps: 9))
      try write(adapter: adapter, to: folder)
      #expect(told(folder + "/adapter") == "read")
      try change(folder + "/adapter/adapter_config.json", key, value)
      #expect(told(folder + "/adapter").contains(key), "\(told(folder + "/adapter"))")
    }
  }

  @Test func `and many stars in the names of targets cost no time`() throws {
    try TinyModels.withFolder { folder in
      try write(adapter: LoRA(rank: 2, alpha: 4), to: folder)
      let stars = String(repeating: "*e", count: 14) + "*zz"
      try change(folder + "/adapter/adapter_config.json", "target_modules", "[\"\(stars)\"]")
      let start = ContinuousClock.now
      #expect(told(folder + "/adapter").contains("target_modules"))
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  private func write(adapter: some Adapter, to folder: String) throws {
    let base = try TinyModels.rescorer()
    try RescorerDirectory.write(
      base, recipe: recipe(.full, base: nil), precision: .float32, to: folder + "/base")
    var store = base.store
    var generator = CounterGenerator(seed: 1)
    store.attach(adapter, to: store.weights(targeting: ["query"]), generator: &generator)
    let model = RescoreBERT(
      name: "tiny", summary: "random", configuration: base.configuration,
      tokenizer: base.tokenizer, textForm: .spoken, store: store)
    try RescorerDirectory.write(
      model, recipe: recipe(.adapter, base: "../base"), precision: .float32,
      to: folder + "/adapter")
  }
}
