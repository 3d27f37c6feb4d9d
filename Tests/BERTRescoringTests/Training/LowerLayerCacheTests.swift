import AdapterEngine
import BERTRescoring
import Rescoring
import Testing

/// Frozen lower layers are computed once for each text, and nothing else changes.
struct LowerLayerCacheTests {
  /// A training of the tiny model's adapter, and how many layers it said it reuses.
  private static func trained(
    _ folder: String, targets: [String], bytes: Int, correlation: Double = 0, dropout: Float = 0,
    precision: ProductPrecision = .single, threads: Int = 1
  ) throws -> (weights: [[UInt32]], reused: Int) {
    var options = RescorerTraining.Options(
      workFolder: folder, variant: .lora(rank: 2, alpha: 8, targets: targets),
      objective: ListObjective(interpolation: .secondPassAlone),
      schedule: LearningRateSchedule(peak: 3e-3, warmUpSteps: 1, decaySteps: 4, totalSteps: 12))
    options.listsPerStep = 7
    options.correlation = correlation
    options.dropout = dropout
    options.precision = precision
    options.threads = threads
    options.cacheBytes = bytes
    let lists = CorruptedListSource(
      sentences: TinyModels.sentences(30, seed: 3), listLength: 4, seed: 3
    ) { word, generator in ["weir", "wear", "see"][Int(generator.next() % 3)] }
    var reused = 0
    let outcome = try RescorerTraining(options).run(
      from: TinyModels.rescorer(), lists: lists
    ) { if case .reusing(let layers) = $0 { reused = layers } }
    guard case .finished(let model, _) = outcome else { return ([], reused) }
    return (model.store.parameters.map { $0.value.bitPattern }, reused)
  }

  @Test(arguments: [0, 0.5], ProductPrecision.allCases)
  func `training above frozen layers ends in the same bits with any cache and threads`(
    correlation: Double, precision: ProductPrecision
  ) throws {
    try TinyModels.withFolder { folder in
      let targets = ["layer.1.*"]
      let without = try Self.trained(
        folder + "/0", targets: targets, bytes: 0, correlation: correlation, precision: precision)
      let whole = try Self.trained(
        folder + "/1", targets: targets, bytes: 1_000_000_000, correlation: correlation,
        precision: precision)
      let partly = try Self.trained(
        folder + "/2", targets: targets, bytes: 30_000, correlation: correlation,
        precision: precision, threads: 2)
      #expect(without.reused == 0 && whole.reused == 1 && partly.reused == 1)
      #expect(!without.weights.isEmpty)
      #expect(whole.weights == without.weights)
      #expect(partly.weights == without.weights)
    }
  }

  @Test func `nothing is reused where something below trains or drops`() throws {
    try TinyModels.withFolder { folder in
      let all = try Self.trained(folder + "/0", targets: ["query"], bytes: 1_000_000)
      let dropping = try Self.trained(
        folder + "/1", targets: ["layer.1.*"], bytes: 1_000_000, dropout: 0.1)
      #expect(all.reused == 0 && dropping.reused == 0)
    }
  }
}
