import AdapterEngine
import Testing

/// Every adapter in one matrix: begin, differentiate, merge, save, load, freeze, resume, threads.
struct ConformanceTests {
  private static func lora(_ change: (inout LoRA.Configuration) -> Void) -> LoRA {
    var configuration = LoRA.Configuration(rank: 3, alpha: 6)
    change(&configuration)
    return LoRA(configuration)
  }

  static let adapters: [any Adapter] = [
    LoRA(rank: 3, alpha: 6),
    lora { $0.isRankStabilized = true },
    lora { $0.rateRatio = 16 },
    lora { $0.dropout = 0.3 },
    lora { $0.ranks = ["query": 5, "layer.up": 1] },
    HighRankWarmUp(LoRA.Configuration(rank: 3, alpha: 5), warmUpRank: 7, warmUpSteps: 4),
    PiSSA(rank: 4, alpha: 3),
    VeRA(rank: 6),
    adaptive(orthogonality: 0.1),
    adaptive(initialRank: 2, orthogonality: 0),
  ]

  private static func adaptive(initialRank: Int = 5, orthogonality: Float) -> AdaLoRA {
    AdaLoRA(
      AdaLoRA.Configuration(
        initialRank: initialRank, targetRank: 2, alpha: 6, warmUpSteps: 2, finalSteps: 2,
        orthogonality: orthogonality, totalSteps: 10))
  }

  @Test(arguments: adapters.indices)
  func `a re-parameterisation keeps all promises`(index: Int) {
    let adapter = Self.adapters[index]
    #expect(AdapterConformance(adapter).findings() == [], "\(adapter)")
  }

  @Test func `DoRA keeps all promises but exact gradients`() {
    var conformance = AdapterConformance(DoRA(rank: 3, alpha: 6))
    conformance.hasExactGradients = false
    #expect(conformance.findings() == [])
  }

  @Test func `a residual adapter keeps all promises`() {
    let conformance = AdapterConformance(
      BottleneckAdapter(width: 5), targets: ["output", "down", "up"])
    #expect(conformance.findings() == [])
  }

  @Test func `prefix tuning keeps all promises`() {
    let conformance = AdapterConformance(PrefixTuning(length: 3), targets: ["key", "value"])
    #expect(conformance.findings() == [])
  }

  @Test func `LoRA keeps all promises on an embedding table too`() {
    for targets: [NamePattern] in [["words"], ["words", "layer.*"]] {
      let conformance = AdapterConformance(LoRA(rank: 3, alpha: 6), targets: targets)
      #expect(conformance.findings() == [])
    }
  }

  @Test func `an adapter that lies is found out`() {
    let findings = AdapterConformance(Liar(LoRA(rank: 2, alpha: 4))).findings()
    #expect(findings.contains { $0.contains("apart") }, "\(findings)")
    #expect(findings.contains { $0.contains("of the base has changed") })
    #expect(findings.contains { $0.contains("read back") })
  }
}

/// Changes the base, gives thrice the gradients, saves nothing of B.
private struct Liar: Adapter {
  static let method = "LIAR"
  let configuration: LoRA.Configuration
  private let lora: LoRA

  init(_ configuration: LoRA.Configuration) { self.init(LoRA(configuration)) }

  init(_ lora: LoRA) {
    configuration = lora.configuration
    self.lora = lora
  }

  var description: String { "liar" }

  func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    lora.adapt(weights, in: &store, generator: &generator)
    store.update(weights[0]) { $0[0, 0] += 1 }
  }

  func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    lora.effectiveWeight(weight, in: store)
  }

  func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    for _ in 0..<3 {
      lora.addGradients(
        of: weight, input: input, outputGradient: outputGradient, in: store, into: &gradients)
    }
  }

  func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<LoRA.Configuration> {
    let all = lora.saved(in: store, naming: naming)
    return SavedAdapter(
      configuration: all.configuration,
      tensors: all.tensors.filter { $0.key.hasSuffix("lora_A.weight") })
  }
}
