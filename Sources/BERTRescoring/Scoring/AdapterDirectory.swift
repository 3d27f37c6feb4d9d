import AdapterEngine
import Artifacts
import Foundation

/// What a variant trained, on disk as PEFT lays it out: `adapter_config.json`,
/// `adapter_model.safetensors`.
///
/// The scoring head, which trains too, is among the `modules_to_save`.
enum AdapterDirectory {
  private static let prefix = "base_model.model."
  /// The `peft_type` of trained biases, for which PEFT has none.
  private static let biases = "BITFIT"
  private static let head = "scorer."

  private static func naming(withModelName: Bool) -> ModuleNaming {
    let model = withModelName ? "bert." : ""
    return ModuleNaming(prefix: prefix, sharedPrefix: "base_model.") {
      model + $0.dropLast(".weight".count)
    }
  }

  // MARK: Reading

  /// Attaches the folder's adapter to `store`, and replaces the scoring head if the folder has one.
  ///
  /// - Parameter methods: what adapters there are, in any order.
  static func read(
    _ path: String, into store: inout ParameterStore, methods: [any Adapter.Type]
  ) throws(ModelFileError) {
    let entries = try JSONEntries(path: path + "/adapter_config.json")
    let file = try tensors(of: path)
    let type = try entries.string("peft_type")
    do throws(SafetensorsError) {
      if hasHead(file) {
        try store.read(
          file, where: { $0.name.hasPrefix(head) }, nameInFile: { prefix + $0 })
      }
      if type == biases {
        try store.read(file, where: { $0.isEncoderBias }, nameInFile: { prefix + "bert." + $0 })
        return
      }
    } catch {
      throw .tensors(error)
    }
    guard let method = try method(of: type, entries, among: methods) else {
      let known = (methods.map { $0.method } + [biases]).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      throw .wrongValue(
        path: entries.path, key: "peft_type", expected: known.joined(separator: ", "), found: type)
    }
    try checkSupported(entries)
    try attach(method, entries, file, to: &store)
  }

  /// The adapter of this `peft_type`: one whose flag the folder has, else one that needs no flag.
  private static func method(
    of type: String, _ entries: JSONEntries, among methods: [any Adapter.Type]
  ) throws(ModelFileError) -> (any Adapter.Type)? {
    let candidates = methods.filter { $0.method == type }
    for candidate in candidates {
      if let flag = candidate.flag, try entries.truth(flag, default: false) { return candidate }
    }
    return candidates.first { $0.flag == nil }
  }

  /// Whether the folder has a scoring head.
  static func hasHead(_ path: String) throws(ModelFileError) -> Bool {
    hasHead(try tensors(of: path))
  }

  private static func hasHead(_ file: SafetensorsFile) -> Bool {
    file.names.contains { $0.hasPrefix(prefix + head) }
  }

  private static func tensors(of path: String) throws(ModelFileError) -> SafetensorsFile {
    try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile(path: path + "/adapter_model.safetensors")
    }
  }

  /// PEFT's options that change what a stored adapter means, and that no adapter here has.
  private static func checkSupported(_ entries: JSONEntries) throws(ModelFileError) {
    func refuse(_ key: String, _ expected: String) throws(ModelFileError) {
      throw .wrongValue(
        path: entries.path, key: key, expected: expected,
        found: entries.entries[key].map { "\($0)" } ?? "nothing")
    }
    for key in ["fan_in_fan_out", "lora_bias", "prefix_projection", "use_qalora"]
    where try entries.truth(key, default: false) {
      try refuse(key, "false")
    }
    for key in ["layers_to_transform", "exclude_modules", "layer_replication"]
    where entries.has(key) {
      try refuse(key, "null")
    }
    if try entries.string("bias", default: "none") != "none" { try refuse("bias", "none") }
    if let alphas = entries.entries["alpha_pattern"] as? [String: Any], !alphas.isEmpty {
      try refuse("alpha_pattern", "no entries")
    }
    // These begin by taking something from the base's weights, which the folder does not hold.
    if let start = entries.entries["init_lora_weights"] as? String, start != "gaussian" {
      try refuse("init_lora_weights", "true or gaussian (convert the adapter to plain LoRA)")
    }
  }

  /// Ranks are sides of tensors: what the file has no tensor for is refused before memory is taken for it.
  private static func checkSizes(
    _ entries: JSONEntries, _ file: SafetensorsFile
  ) throws(ModelFileError) {
    let longest = file.names.reduce(0) { max($0, file.shape(of: $1)?.max() ?? 0) }
    func check(_ key: String, _ value: Any?) throws(ModelFileError) {
      guard let size = value as? Int, !(1...max(1, longest)).contains(size) else { return }
      throw .wrongValue(
        path: entries.path, key: key,
        expected: "1 to \(longest), the longest side of a tensor in adapter_model.safetensors",
        found: "\(size)")
    }
    for key in ["r", "init_r", "bottleneck_size", "num_virtual_tokens"] {
      // AdaLoRA's files have PEFT's default of r, which nobody reads.
      if key == "r", entries.has("init_r") { continue }
      try check(key, entries.entries[key])
    }
    let patterns = entries.entries["rank_pattern"] as? [String: Any] ?? [:]
    for (pattern, rank) in patterns.sorted(by: { $0.key < $1.key }) {
      try check("rank_pattern: \(pattern)", rank)
    }
  }

  private static func attach<Method: Adapter>(
    _ method: Method.Type, _ entries: JSONEntries, _ file: SafetensorsFile,
    to store: inout ParameterStore
  ) throws(ModelFileError) {
    // PrefixTuning has no targets in PEFT: it is all keys and values.
    let targets =
      try entries.has("target_modules")
      ? entries.targets("target_modules") : ["self.key", "self.value"]
    try checkSizes(entries, file)
    let weights = store.weights(targeting: targets)
    let adapter = Method(try entries.configuration(Method.Configuration.self))
    guard !weights.isEmpty, adapter.canAdapt(weights, in: store) else {
      throw .wrongValue(
        path: entries.path, key: "target_modules", expected: "names of the model's layers",
        found: "\(targets)")
    }
    var generator = CounterGenerator(seed: 0)
    store.attach(adapter, to: weights, generator: &generator)
    let hasModelName = file.names.contains { $0.hasPrefix(prefix + "bert.") }
    do throws(SafetensorsError) {
      try adapter.load(file, naming: naming(withModelName: hasModelName), into: &store)
    } catch {
      throw .tensors(error)
    }
  }

  // MARK: Writing

  /// Writes what `store` has beside its base: the adapter or the biases, and the scoring head.
  static func write(
    _ store: ParameterStore, precision: StoragePrecision, to path: String
  ) throws(ModelFileError) {
    var tensors: [String: Tensor] = [:]
    for parameter in store.parameters where parameter.name.hasPrefix(head) {
      tensors[prefix + parameter.name] = parameter.value
    }
    var configuration: [String: Any] = [
      "bias": "none", "inference_mode": true, "modules_to_save": ["scorer"],
    ]
    if let adapter = store.adapter {
      let saved = savedEntries(adapter, store)
      configuration.merge(saved.entries) { $1 }
      tensors.merge(saved.tensors) { $1 }
      configuration["target_modules"] = store.targets
    } else {
      configuration["peft_type"] = biases
      for parameter in store.parameters where parameter.isEncoderBias {
        tensors[prefix + "bert." + parameter.name] = parameter.value
      }
    }
    let file = JSONEntries.data(of: configuration)
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(file, to: path + "/adapter_config.json")
    }
    try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile.write(
        tensors, metadata: ["format": "pt"], precision: precision,
        to: path + "/adapter_model.safetensors")
    }
  }

  private static func savedEntries<Method: Adapter>(
    _ adapter: Method, _ store: ParameterStore
  ) -> (entries: [String: Any], tensors: [String: Tensor]) {
    let saved = adapter.saved(in: store, naming: naming(withModelName: true))
    guard let data = try? JSONEncoder().encode(saved.configuration),
      var entries = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { preconditionFailure("\(adapter): a configuration encodes as a JSON object") }
    entries["peft_type"] = Method.method
    return (entries, saved.tensors)
  }
}

extension JSONEntries {
  /// `target_modules`: a list of names, or one pattern.
  fileprivate func targets(_ key: String) throws(ModelFileError) -> [String] {
    if let pattern = try? string(key) { return [pattern] }
    return try strings(key)
  }

  /// The entries that belong to an adapter's method.
  fileprivate func configuration<Value: Decodable>(
    _ type: Value.Type
  ) throws(ModelFileError) -> Value {
    var entries = entries
    // PEFT's patterns name modules from the whole model on, ours from the encoder on.
    if let ranks = entries["rank_pattern"] as? [String: Int] {
      entries["rank_pattern"] = Dictionary(
        ranks.map { ($0.hasPrefix("bert.") ? String($0.dropFirst("bert.".count)) : $0, $1) },
        uniquingKeysWith: { $1 })
    }
    do {
      return try JSONDecoder().decode(type, from: Self.data(of: entries))
    } catch {
      throw ModelFileError(decoding: error, path: path)
    }
  }
}

extension Parameter {
  /// A bias of the encoder: of a linear layer or a layer norm.
  var isEncoderBias: Bool {
    name.hasSuffix(".bias") && !isPart && !name.hasPrefix("scorer.") && !name.hasPrefix("cls.")
  }
}
