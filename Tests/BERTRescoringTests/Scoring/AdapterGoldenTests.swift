import AdapterEngine
import BERTRescoring
import Foundation
import Testing

/// Adapters against PEFT, as `Tests/Goldens/adapters.py` recorded it.
struct AdapterGoldenTests {
  private struct Record: Decodable {
    let losses: [Double]
    let norms: [Double]
    let begin: [Double]
    let end: [Double]
    let ranks: [[[Bool]]]
  }

  private static let texts = [
    "tell her we're over there by the weir", "playing", "they see the seas too", "their",
  ]
  private static let targets: [Float] = [0.3, -1.1, 0.8, 1.6]

  /// Those whose folders PEFT, or PyTorch in its manner, wrote.
  private static let methods = AdapterGoldens.stored

  private func folder(_ name: String) -> String { AdapterGoldens.folder(name) }

  private func golden(_ method: String) throws -> (file: SafetensorsFile, record: Record) {
    let file = try SafetensorsFile(path: folder(method + "/record.safetensors"))
    let text = try #require(file.metadata["record"])
    return (file, try JSONDecoder().decode(Record.self, from: Data(text.utf8)))
  }

  /// The costs of the texts on a tape with the store.
  private func costs(_ model: RescoreBERT, _ tape: inout Tape) throws -> Node {
    let batch = PackedSequences(
      Self.texts.map { model.tokenizer.sequence(of: $0, limit: 20) })
    var generator = CounterGenerator(seed: 0)
    let configuration = model.configuration.with(dropout: 0)
    let encoder = BERTEncoder(configuration: configuration, store: model.store)
    let states = encoder.classificationStates(of: batch, on: &tape, generator: &generator)
    return try #require(ScoringHead(store: model.store)).costs(states, on: &tape)
  }

  private func costs(_ model: RescoreBERT, _ store: ParameterStore) throws -> [Double] {
    var tape = Tape(store, mode: .inference)
    return try costs(model, &tape).value.values.map { Double($0) }
  }

  private func worst(_ found: [Double], _ expected: [Double]) -> Double {
    found.count == expected.count
      ? zip(found, expected).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }

  @Test(arguments: methods)
  func `a folder that PEFT wrote gives PEFT's costs`(method: String) throws {
    let (_, record) = try golden(method)
    let model = try RescorerDirectory.read(folder(method + "/end")).model
    #expect(worst(try costs(model, model.store), record.end) < 1e-5)
  }

  @Test(arguments: methods)
  func `gradients and ten steps of training are PEFT's`(method: String) throws {
    let model = try RescorerDirectory.read(folder(method + "/start")).model
    try expectTraining(method, model, try trainable(model.store, method))
  }

  /// The store with what PEFT trained thawed.
  private func trainable(_ start: ParameterStore, _ method: String) throws -> ParameterStore {
    // Where the script trained the adapter alone, there are no gradients of the head.
    let trainsHead = try golden(method).file.names.contains { $0.contains("scorer.") }
    var store = start
    for id in store.ids {
      let parameter = store.parameter(id)
      let trains = parameter.isPart || (trainsHead && parameter.name.hasPrefix("scorer."))
      store.setTrainable(parameter.isTrainable && trains, id)
    }
    return store
  }

  // A factor keeps 8 bits, so that one in 256 is wrong by half of its last bit; 8-bit integers share their
  // 256 steps out over a whole row.
  @Test(arguments: methods + ["full"], [(ProductPrecision.bfloat16, Float(0.03)), (.int8, 0.1)])
  func `gradients in reduced precision are PyTorch's in single precision but for its rounding`(
    method: String, reduced: (precision: ProductPrecision, deviation: Float)
  ) throws {
    let model = try RescorerDirectory.read(folder(method == "full" ? "base" : method + "/start"))
      .model
    let store = method == "full" ? model.store : try trainable(model.store, method)
    let file = try golden(method).file
    var gradients = try step(model, store, precision: reduced.precision).gradients
    _ = store.addRegularization(into: &gradients)
    try expect(gradients, of: store, file, deviation: reduced.deviation)
    let exact = try step(model, store).gradients
    #expect(store.ids.contains { gradients[$0] != exact[$0] })
  }

  /// Costs' distances from the targets, and half of their squares' gradients.
  private func step(
    _ model: RescoreBERT, _ store: ParameterStore, precision: ProductPrecision = .single
  ) throws -> (differences: [Float], gradients: GradientBuffer) {
    var tape = Tape(store, mode: .training, precision: precision)
    let node = try costs(model, &tape)
    let differences = zip(node.value.values, Self.targets).map { $0 - $1 }
    var gradients = GradientBuffer(store)
    tape.backward(
      from: [(node, Tensor(rows: 4, columns: 1, values: differences.map { $0 / 2 }))],
      into: &gradients)
    return (differences, gradients)
  }

  @Test func `full fine-tuning and BitFit have PyTorch's gradients and steps`() throws {
    let model = try RescorerDirectory.read(folder("base")).model
    try expectTraining("full", model, model.store)
    var store = model.store
    store.setTrainable(false, where: { !$0.hasSuffix(".bias") && !$0.hasPrefix("scorer.") })
    try expectTraining("bitfit", model, store)
  }

  @Test(arguments: AdapterGoldens.attached)
  func `what is stored as another adapter begins and trains as PEFT's`(
    adapter: any BundledAdapter.Type
  ) throws {
    let model = try RescorerDirectory.read(folder("base")).model
    var store = model.store
    store.setTrainable(false, where: { !$0.hasPrefix("scorer.") })
    var generator = CounterGenerator(seed: 0)
    store.attach(
      try #require(adapter.trials.first).adapter,
      to: store.weights(targeting: adapter.defaultTargets), generator: &generator)
    // PiSSA's factors are unique up to signs only, and so are their gradients.
    try expectTraining(adapter.variantName, model, store, gradients: false)
  }

  private func expectTraining(
    _ method: String, _ model: RescoreBERT, _ start: ParameterStore,
    gradients isCompared: Bool = true
  ) throws {
    let (file, record) = try golden(method)
    var store = start
    var optimizer = AdamW(.init(weightDecay: 0.05, clippingNorm: 1), for: store)
    #expect(worst(try costs(model, store), record.begin) < 1e-5)
    for step in record.losses.indices {
      var (differences, gradients) = try self.step(model, store)
      let penalty = store.addRegularization(into: &gradients)
      let loss = differences.reduce(0.0) { $0 + Double($1 * $1) / 4 } + penalty
      #expect(abs(loss - record.losses[step]) < 2e-4 * max(1, record.losses[step]), "step \(step)")
      if step == 0, isCompared { try expect(gradients, of: store, file) }
      let norm = optimizer.step(&store, gradients: gradients, learningRate: 0.02)
      #expect(abs(norm - record.norms[step]) < 1e-3 * max(1, record.norms[step]), "step \(step)")
      if !record.ranks.isEmpty {
        let pattern = store.adaptedWeights.map {
          store[store.part("lora_E", of: $0)].values.map { $0 != 0 }
        }
        #expect(pattern == record.ranks[step], "step \(step)")
      }
    }
    #expect(worst(try costs(model, store), record.end) < 2e-3)
  }

  /// Every gradient, relative to the largest value of its tensor.
  private func expect(
    _ gradients: GradientBuffer, of store: ParameterStore, _ file: SafetensorsFile,
    deviation: Float = 1e-4
  ) throws {
    for id in store.ids {
      guard let gradient = gradients[id] else { continue }
      let parameter = store.parameter(id)
      let expected = try expectedGradient(parameter, store, file)
      let largest = expected.values.map { abs($0) }.max() ?? 0
      let distance = zip(gradient.values, expected.values).map { abs($0 - $1) }.max() ?? 0
      // Softmax does not see a shift of all scores: the key's bias has no gradient but rounding.
      let isNothing =
        parameter.name.hasSuffix("key.bias") && largest < 1e-6 && distance < 0.01 * deviation
      #expect(distance <= deviation * largest || isNothing, "\(parameter.name)")
    }
  }

  private func expectedGradient(
    _ parameter: Parameter, _ store: ParameterStore, _ file: SafetensorsFile
  ) throws -> Tensor {
    let rows = parameter.value.rows, columns = parameter.value.columns
    if parameter.part == "prefix", let weight = parameter.adapted.first {
      // One tensor for all layers' keys and values.
      let all = try file.tensor("prompt_encoder.embedding.weight")
      let place = try #require(store.adaptedWeights.firstIndex(of: weight))
      let values = (0..<rows).flatMap {
        all.row($0)[place * columns..<(place + 1) * columns]
      }
      return Tensor(rows: rows, columns: columns, values: values)
    }
    let module = parameter.adapted.first.map { store.moduleName(of: $0) } ?? ""
    let names = [
      parameter.name, "bert.\(parameter.name)",
      "scorer.modules_to_save.\(parameter.name.dropFirst("scorer.".count))",
      "bert.\(module).\(parameter.part ?? "")", "bert.\(module).\(parameter.part ?? "").weight",
    ].flatMap { [$0, "base_model.model." + $0] }
    let name = try #require(names.first { file.shape(of: $0) != nil }, "\(parameter.name)")
    return try file.tensor(name, rows: rows, columns: columns)
  }

  @Test func `options that would change an adapter's meaning are refused`() throws {
    try TinyModels.withFolder { copy in
      let source = folder("lora/end")
      for file in ["adapter_model.safetensors", "adapter_config.json", "rescoring.json"] {
        try FileManager.default.copyItem(atPath: source + "/" + file, toPath: copy + "/" + file)
      }
      let recipe = URL(fileURLWithPath: copy + "/rescoring.json")
      try String(contentsOf: recipe, encoding: .utf8)
        .replacing("../../base", with: "base").write(to: recipe, atomically: true, encoding: .utf8)
      try FileManager.default.copyItem(atPath: folder("base"), toPath: copy + "/base")
      _ = try RescorerDirectory.read(copy)
      let config = URL(fileURLWithPath: copy + "/adapter_config.json")
      let text = try String(contentsOf: config, encoding: .utf8)
      for (old, new, complaint) in [
        ("\"init_lora_weights\": true", "\"init_lora_weights\": \"pissa\"", "init_lora_weights"),
        ("\"fan_in_fan_out\": false", "\"fan_in_fan_out\": true", "fan_in_fan_out"),
        ("\"peft_type\": \"LORA\"", "\"peft_type\": \"BOFT\"", "BITFIT, found BOFT"),
        ("\"r\": 4", "\"r\": 0", "r: expected 1 to 32, the longest side"),
        ("\"r\": 4", "\"r\": 5", "expected shape [5, 32], found [4, 32]"),
        // Fewer targets than the file has leave tensors that nothing reads.
        ("\"query\"", "\"nothing\"", "query.lora_A.weight: expected"),
      ] {
        try text.replacing(old, with: new).write(to: config, atomically: true, encoding: .utf8)
        do {
          _ = try RescorerDirectory.read(copy)
          Issue.record("\(new) was taken")
        } catch {
          #expect("\(error)".contains(complaint), "\(error)")
        }
      }
    }
  }
}
