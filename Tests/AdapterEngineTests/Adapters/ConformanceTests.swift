import AdapterEngine
import Testing

/// Every bundled adapter in one matrix: begin, differentiate, merge, save, load, freeze, resume, threads.
struct ConformanceTests {
  @Test(arguments: BundledAdapters.all.flatMap { $0.trials })
  func `a bundled adapter keeps all promises`(trial: AdapterConformance) {
    #expect(trial.findings() == [])
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
