import AdapterEngine
import BERTRescoring
import BundledModels
import Foundation
import Rescoring
import Testing
import Transcripts

/// What is written here, loaded into PEFT itself; skipped where Python has no PEFT.
struct WrittenForPEFTTests {
  private static let python: String? = {
    let python = ProcessInfo.processInfo.environment["MONDEGREEN_PYTHON"] ?? "python3"
    return (try? run(["/usr/bin/env", python, "-c", "import torch, transformers, peft"]))?.status
      == 0 ? python : nil
  }()

  private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  private struct Record: Encodable {
    let texts: [String]
    let costs: [String: [Double]]
    var base: String?
    var folders: [String: String]?
  }

  private func expectPEFTAgrees(_ record: Record, in folder: String) throws {
    try JSONEncoder().encode(record).write(to: URL(fileURLWithPath: folder + "/costs.json"))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("HuggingFace/check_adapters.py").path
    let result = try Self.run(["/usr/bin/env", Self.python ?? "python3", script, folder])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains(" passed, 0 failed"))
  }

  private static let texts = ["tell her we're over there", "see the weir by the sea", "too"]
  private static let list = NBestList(
    texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })

  private static func recipe(_ kind: RescoringRecipe.Kind, base: String? = nil) -> RescoringRecipe {
    RescoringRecipe(
      name: "tiny", summary: "trained", kind: kind, base: base, textForm: .written,
      interpolation: .secondPassAlone)
  }

  /// Every variant that PEFT has, by its name or a setting's.
  private static let variants: [(name: String, adapter: any Adapter, targets: [String])] = {
    var mixed = LoRA.Configuration(rank: 2, alpha: 4)
    mixed.ranks = ["layer.0.*": 3]
    mixed.alphas = ["value": 7]
    var stabilized = LoRA.Configuration(rank: 1, alpha: 4)
    stabilized.isRankStabilized = true
    return [
      ("lora", LoRA(rank: 3, alpha: 6), ["query", "value"]),
      ("rank-one", LoRA(stabilized), [ParameterStore.allLinear]),
      ("mixed", LoRA(mixed), ["query", "value", "output.dense"]),
      ("tables", LoRA(rank: 2, alpha: 4), ["query", "word_embeddings"]),
      ("dora", DoRA(rank: 2, alpha: 4), ["query", "word_embeddings"]),
      ("vera", VeRA(rank: 4), ["query", "value"]),
      (
        "adalora",
        AdaLoRA(
          .init(
            initialRank: 3, targetRank: 1, alpha: 4, warmUpSteps: 1, finalSteps: 1, totalSteps: 6)),
        ["query", "value"]
      ),
      ("pissa", PiSSA(rank: 2, alpha: 4), ["query", "value"]),
      ("prefix", PrefixTuning(length: 3), ["self.key", "self.value"]),
      ("prefix-one", PrefixTuning(length: 1), ["self.key", "self.value"]),
    ]
  }()

  /// Some steps of AdamW that pull the costs of the texts apart.
  private func trained(_ start: RescoreBERT, _ adapter: any Adapter, _ targets: [String])
    throws -> RescoreBERT
  {
    var store = start.store
    store.setTrainable(false, where: { !$0.hasPrefix("scorer.") })
    var generator = CounterGenerator(seed: 3)
    store.attach(adapter, to: store.weights(targeting: targets), generator: &generator)
    var optimizer = AdamW(.init(weightDecay: 0.01, clippingNorm: 1), for: store)
    for _ in 0..<6 {
      let encoder = BERTEncoder(
        configuration: start.configuration.with(dropout: 0), store: store)
      var tape = Tape(store, mode: .training)
      let batch = PackedSequences(
        Self.texts.map { start.tokenizer.sequence(of: $0, limit: 20) })
      let states = encoder.classificationStates(of: batch, on: &tape, generator: &generator)
      let costs = try #require(ScoringHead(store: store)).costs(states, on: &tape)
      var gradients = GradientBuffer(store)
      tape.backward(
        from: [(costs, Tensor(rows: 3, columns: 1, values: [1, -1, 0.5]))], into: &gradients)
      _ = optimizer.step(&store, gradients: gradients, learningRate: 0.02)
    }
    return RescoreBERT(
      name: "tiny", summary: "trained", configuration: start.configuration,
      tokenizer: start.tokenizer, textForm: .written, store: store)
  }

  @Test(.enabled(if: python != nil, "no Python with torch, transformers and peft"))
  func `every variant that PEFT has scores the same there after training`() throws {
    try TinyModels.withFolder { folder in
      let base = try TinyModels.rescorer()
      try RescorerDirectory.write(
        base, recipe: Self.recipe(.full), precision: .float32, to: folder + "/base")
      var costs: [String: [Double]] = [:]
      for (name, adapter, targets) in Self.variants {
        let model = try trained(base, adapter, targets)
        try RescorerDirectory.write(
          model, recipe: Self.recipe(.adapter, base: "../base"), precision: .float32,
          to: folder + "/" + name)
        costs[name] = try model.costs(for: [Self.list])[0]
        #expect(
          try RescorerDirectory.read(folder + "/" + name).model.costs(for: [Self.list])[0]
            == costs[name], "\(name)")
        #expect(costs[name] != (try base.costs(for: [Self.list])[0]), "\(name)")
      }
      try expectPEFTAgrees(Record(texts: Self.texts, costs: costs), in: folder)
    }
  }

  @Test(.enabled(if: python != nil, "no Python with torch, transformers and peft"))
  func `the bundled adapters score the same in PEFT`() throws {
    try TinyModels.withFolder { folder in
      var costs: [String: [Double]] = [:]
      var folders: [String: String] = [:]
      for bundled in [BundledModel.lora, .lorb, .adalora] {
        costs[bundled.rawValue] = try bundled.rescorer().model.costs(for: [Self.list])[0]
        folders[bundled.rawValue] = BundledModel.folder + "/" + bundled.rawValue
      }
      try expectPEFTAgrees(
        Record(
          texts: Self.texts, costs: costs, base: BundledModel.folder + "/frozen", folders: folders),
        in: folder)
    }
  }
}
