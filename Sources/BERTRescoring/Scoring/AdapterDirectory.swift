import AdapterEngine
import ArtifactFiles
import Foundation

/// A LoRA adapter on disk as PEFT lays it out: `adapter_config.json`, `adapter_model.safetensors`.
///
/// The scoring head, which trains too, is among the `modules_to_save`.
enum AdapterDirectory {
  private static let prefix = "base_model.model."

  /// Attaches the folder's adapter to `store` and replaces its scoring head.
  static func read(_ path: String, into store: inout ParameterStore) throws(ModelFileError) {
    let entries = try JSONEntries(path: path + "/adapter_config.json")
    let type = try entries.string("peft_type")
    guard type == "LORA" else {
      throw .wrongValue(
        path: entries.path, key: "peft_type", expected: "LORA", found: type)
    }
    let targets = try entries.strings("target_modules")
    let weights = store.weights(targeting: targets)
    guard !weights.isEmpty else {
      throw .wrongValue(
        path: entries.path, key: "target_modules", expected: "names of the model's layers",
        found: "\(targets)")
    }
    var generator = CounterGenerator(seed: 0)
    store.attach(
      LoRA(
        rank: try entries.count("r"),
        alpha: Float(try entries.number("lora_alpha", default: 8))), to: weights,
      generator: &generator)
    let file = try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile(path: path + "/adapter_model.safetensors")
    }
    do {
      try store.read(
        file, where: { $0.adapted != nil || $0.name.hasPrefix("scorer.") },
        nameInFile: nameInFile)
    } catch {
      throw .tensors(error)
    }
  }

  /// Writes the adapter and the scoring head of `store`.
  static func write(
    _ store: ParameterStore, precision: StoragePrecision, to path: String
  ) throws(ModelFileError) {
    guard let lora = store.adapter as? LoRA else {
      throw .malformed(
        path: path, reason: "expected a model with a LoRA adapter, found one without")
    }
    let targets = Set(
      store.adaptedWeights.map { id in
        store.parameter(id).name.split(separator: ".").dropLast().last.map(String.init) ?? ""
      })
    let configuration: [String: Any] = [
      "peft_type": "LORA", "r": lora.rank, "lora_alpha": Double("\(lora.alpha)") ?? 0,
      "lora_dropout": 0.0, "bias": "none", "target_modules": targets.sorted(),
      "modules_to_save": ["scorer"], "inference_mode": true,
    ]
    var tensors: [String: Tensor] = [:]
    for parameter in store.parameters
    where parameter.adapted != nil || parameter.name.hasPrefix("scorer.") {
      tensors[nameInFile(parameter.name)] = parameter.value
    }
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(
        JSONEntries.data(of: configuration), to: path + "/adapter_config.json")
    }
    try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile.write(
        tensors, metadata: ["format": "pt"], precision: precision,
        to: path + "/adapter_model.safetensors")
    }
  }

  /// `encoder.…query.weight.lora_A` → `base_model.model.bert.encoder.…query.lora_A.weight`.
  private static func nameInFile(_ name: String) -> String {
    let parts = ["lora_A", "lora_B"]
    for part in parts where name.hasSuffix(".weight." + part) {
      return prefix + "bert." + name.dropLast(part.count + 8) + ".\(part).weight"
    }
    return prefix + name
  }
}

extension ParameterStore {
  /// The linear layers' weights whose module has one of these names ("query", "value").
  func weights(targeting names: [String]) -> [ParameterID] {
    ids.filter { id in
      let name = parameter(id).name
      guard name.hasPrefix("encoder."), name.hasSuffix(".weight"), parameter(id).decays else {
        return false
      }
      return names.contains { name.hasSuffix("." + $0 + ".weight") }
    }
  }
}
