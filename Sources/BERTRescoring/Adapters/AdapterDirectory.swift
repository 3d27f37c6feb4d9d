import AdapterEngine
import Artifacts
import Foundation

/// What a variant trained, on disk as PEFT lays it out: `adapter_config.json`,
/// `adapter_model.safetensors`.
///
/// The scoring head, which trains too, is among the `modules_to_save`. Every tensor in the folder is used,
/// or the folder is refused.
enum AdapterDirectory {
  /// The `peft_type` of trained biases, for which PEFT has none.
  private static let biases = "BITFIT"
  private static let head = "scorer."

  // MARK: Reading

  /// Replaces what the folder has of the model's own parameters, and attaches its adapter to `store`.
  ///
  /// - Parameters:
  ///   - layout: how the adapter's model has its head.
  ///   - methods: what adapters there are, in any order.
  static func read(
    _ path: String, head layout: ScoringHeadLayout, into store: inout ParameterStore,
    methods: [any Adapter.Type]
  ) throws(ModelFileError) {
    let entries = try JSONEntries(path: path + "/adapter_config.json")
    let file = try tensors(of: path)
    let type = try entries.string("peft_type")
    let names = AdapterNames(file, head: layout)
    if type == biases {
      for parameter in store.parameters where parameter.isEncoderBias {
        let name = AdapterNames.prefix + names.name(ofParameter: parameter.name)
        guard file.shape(of: name) != nil else {
          throw .tensors(.missingTensor(path: file.path, key: name))
        }
      }
      try AdapterOverlay(entries: entries, file: file, names: names).apply(to: &store)
      return try checkLeftovers(file)
    }
    guard let method = try method(of: type, entries, among: methods) else {
      let known = (methods.map { $0.method } + [biases]).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      throw .wrongValue(
        path: entries.path, key: "peft_type", expected: known.joined(separator: ", "), found: type)
    }
    try checkSupported(entries)
    let replaced = try AdapterOverlay(entries: entries, file: file, names: names)
      .apply(to: &store)
    try attach(method, entries, file, names, to: &store)
    if try entries.string("bias", default: "none").hasSuffix("_only") {
      for weight in store.adaptedWeights {
        let bias = store.moduleName(of: weight) + ".bias"
        guard store.id(named: bias) == nil || replaced.contains(bias) else {
          throw .tensors(
            .missingTensor(
              path: file.path, key: AdapterNames.prefix + names.name(ofParameter: bias)))
        }
      }
    }
    try checkLeftovers(file)
  }

  /// A tensor that nobody reads was trained to change the costs, and would not.
  private static func checkLeftovers(_ file: SafetensorsFile) throws(ModelFileError) {
    guard let name = file.unusedNames.first else { return }
    throw .tensors(
      .unusedTensor(
        path: file.path, key: name,
        expected: "a tensor of the adapter, by its config's target_modules, or of a module of the "
          + "model that it saves"))
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

  /// How the folder has a scoring head; nil if it has none.
  ///
  /// - Parameter hasPooler: whether the base has the first half of a classifier's head.
  static func headLayout(
    _ path: String, hasPooler: Bool
  ) throws(ModelFileError) -> ScoringHeadLayout? {
    let file = try tensors(of: path)
    func has(_ module: String) -> Bool {
      ["", ".modules_to_save", ".modules_to_save.default"].contains {
        file.shape(of: AdapterNames.prefix + module + $0 + ".weight") != nil
      }
    }
    if file.names.contains(where: { $0.hasPrefix(AdapterNames.prefix + head) }) {
      return .rescoreBERT
    }
    let layout = ScoringHeadLayout.classification
    return has(layout.output) && (hasPooler || has(BERTFileReader.pooler)) ? layout : nil
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
        path: entries.path, key: key,
        expected: expected + " (PEFT itself scores such a folder: --model hf:…)",
        found: entries.entries[key].map { "\($0)" } ?? "nothing")
    }
    for key in ["fan_in_fan_out", "lora_bias", "prefix_projection", "use_qalora"]
    where try entries.truth(key, default: false) {
      try refuse(key, "false")
    }
    for key in [
      "layer_replication", "target_parameters", "trainable_token_indices",
      "alora_invocation_tokens", "arrow_config", "use_bdlora", "kasa_config", "monteclora_config",
    ] where entries.has(key) && !entries.isEmptyOrFalse(key) {
      try refuse(key, "null")
    }
    // Others begin by taking something from the base's weights, which the folder does not hold.
    if let start = entries.entries["init_lora_weights"] as? String,
      !["gaussian", "eva", "orthogonal"].contains(start)
    {
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
      // AdaLoRA's files have PEFT's default of r, which nobody reads, and LoKr's factors may be whole.
      if key == "r", entries.has("init_r") || entries.entries["peft_type"] as? String == "LOKR" {
        continue
      }
      try check(key, entries.entries[key])
    }
    let patterns = entries.entries["rank_pattern"] as? [String: Any] ?? [:]
    for (pattern, rank) in patterns.sorted(by: { $0.key < $1.key }) {
      try check("rank_pattern: \(pattern)", rank)
    }
  }

  private static func attach<Method: Adapter>(
    _ method: Method.Type, _ entries: JSONEntries, _ file: SafetensorsFile, _ names: AdapterNames,
    to store: inout ParameterStore
  ) throws(ModelFileError) {
    // PrefixTuning has no targets in PEFT: it is all keys and values.
    try checkSizes(entries, file)
    let targets = try AdapterTargets(entries, fallback: ["self.key", "self.value"])
    let weights = store.adaptableWeights.filter {
      targets.contain(names.module(ofWeight: store.parameter($0).name))
    }
    let configuration = try entries.configuration(
      Method.Configuration.self, weights: weights, names: names, in: store)
    let adapter = Method(configuration)
    guard !weights.isEmpty, adapter.canAdapt(weights, in: store) else {
      throw .wrongValue(
        path: entries.path, key: "target_modules", expected: "names of the model's layers",
        found: entries.entries["target_modules"].map { "\($0)" } ?? "nothing")
    }
    var generator = CounterGenerator(seed: 0)
    store.attach(adapter, to: weights, generator: &generator)
    do throws(SafetensorsError) {
      try adapter.load(file, naming: names.naming, into: &store)
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
    var matrices: Set<String> = []
    let names = AdapterNames(model: "bert.", head: .rescoreBERT)
    func add(_ parameter: Parameter) {
      let name = AdapterNames.prefix + names.name(ofParameter: parameter.name)
      tensors[name] = parameter.value
      if parameter.decays { matrices.insert(name) }
    }
    for parameter in store.parameters where parameter.name.hasPrefix(head) && !parameter.isPart {
      add(parameter)
    }
    var configuration: [String: Any] = [
      "bias": "none", "inference_mode": true, "modules_to_save": ["scorer"],
    ]
    if let adapter = store.adapter {
      let saved = savedEntries(adapter, store, names.naming)
      configuration.merge(saved.entries) { $1 }
      tensors.merge(saved.tensors) { $1 }
      matrices.formUnion(saved.matrices)
      configuration["target_modules"] = store.targets
    } else {
      configuration["peft_type"] = biases
      for parameter in store.parameters where parameter.isEncoderBias { add(parameter) }
    }
    let file = JSONEntries.data(of: configuration)
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(file, to: path + "/adapter_config.json")
    }
    try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile.write(
        tensors, matrices: matrices, metadata: ["format": "pt"], precision: precision,
        to: path + "/adapter_model.safetensors")
    }
  }

  private static func savedEntries<Method: Adapter>(
    _ adapter: Method, _ store: ParameterStore, _ naming: ModuleNaming
  ) -> (entries: [String: Any], tensors: [String: Tensor], matrices: Set<String>) {
    let saved = adapter.saved(in: store, naming: naming)
    guard let data = try? JSONEncoder().encode(saved.configuration),
      var entries = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { preconditionFailure("\(adapter): a configuration encodes as a JSON object") }
    entries["peft_type"] = Method.method
    // PEFT has the prefix in no model without a task; this one is the encoder alone.
    if Method.method == PrefixTuning.method { entries["task_type"] = "FEATURE_EXTRACTION" }
    return (entries, saved.tensors, saved.matrices)
  }
}

extension JSONEntries {
  /// Whether an entry says nothing.
  fileprivate func isEmptyOrFalse(_ key: String) -> Bool {
    switch entries[key] {
    case let list as [Any]: list.isEmpty
    case let object as [String: Any]: object.isEmpty
    case let truth as Bool: !truth
    default: false
    }
  }

  /// The entries that belong to an adapter's method, patterns resolved: each module that a pattern of
  /// PEFT's picks stands by its own name in the store.
  fileprivate func configuration<Value: Decodable>(
    _ type: Value.Type, weights: [ParameterID], names: AdapterNames, in store: ParameterStore
  ) throws(ModelFileError) -> Value {
    var entries = entries
    // AdaLoRA's pattern is another: which directions of each module are left.
    for key in ["rank_pattern", "alpha_pattern"] where !(entries[key] is [String: [Bool]]) {
      let patterns = try PatternValues(key, of: self)
      guard !patterns.isEmpty else { continue }
      var values: [String: Double] = [:]
      for weight in weights {
        let name = store.parameter(weight).name
        values[store.moduleName(of: weight)] = patterns[names.module(ofWeight: name)]
      }
      entries[key] = values
    }
    do {
      return try JSONDecoder().decode(type, from: Self.data(of: entries))
    } catch {
      throw ModelFileError(decoding: error, path: path)
    }
  }
}

extension ParameterStore {
  /// Weights of the linear layers of encoder and scoring head, and embedding tables.
  fileprivate var adaptableWeights: [ParameterID] {
    ids.filter { id in
      let parameter = parameter(id)
      return parameter.name.hasSuffix(".weight") && parameter.decays && !parameter.isPart
        && !parameter.name.hasPrefix("cls.")
    }
  }
}

extension Parameter {
  /// A bias of the encoder: of a linear layer or a layer norm.
  var isEncoderBias: Bool {
    name.hasSuffix(".bias") && !isPart && !name.hasPrefix("scorer.") && !name.hasPrefix("cls.")
  }
}
