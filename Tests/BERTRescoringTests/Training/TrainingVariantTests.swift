import AdapterEngine
import BERTRescoring
import BundledModels
import Foundation
import Rescoring
import Testing
import Transcripts

struct TrainingVariantTests {
  private static func lora(_ change: (inout LoRA.Configuration) -> Void) -> LoRA {
    var configuration = LoRA.Configuration(rank: 2, alpha: 8)
    change(&configuration)
    return LoRA(configuration)
  }

  /// Every bundled adapter on its default targets.
  private static let bundled = BundledAdapters.all.map {
    TrainingVariant.adapter($0.trials[0].adapter, targets: $0.defaultTargets)
  }

  static let variants: [TrainingVariant] =
    [
      .bitFit,
      .adapter(lora { $0.dropout = 0.2 }, targets: ["all-linear"]),
      .adapter(lora { $0.isRankStabilized = true }, targets: ["layer.1.*"]),
      .adapter(lora { $0.rateRatio = 16 }, targets: ["intermediate.dense"]),
      .adapter(lora { $0.ranks = ["word_embeddings": 3] }, targets: ["query", "word_embeddings"]),
      .adapter(lora { $0.ranks = ["layer.0.*": 4] }, targets: ["query", "value"]),
      .adapter(
        HighRankWarmUp(LoRA.Configuration(rank: 2, alpha: 8), warmUpRank: 6, warmUpSteps: 3),
        targets: ["query", "value"]),
      .adapter(VeRA(rank: 8), targets: ["all-linear"]),
    ] + bundled

  private func lists(_ count: Int) -> CorruptedListSource {
    CorruptedListSource(
      sentences: TinyModels.sentences(count, seed: 3), listLength: 4, seed: 3
    ) { word, generator in
      TinyModels.words[Int(generator.next() % UInt64(TinyModels.words.count))] == word
        ? nil : ["weir", "wear", "see"][Int(generator.next() % 3)]
    }
  }

  private func options(
    _ folder: String, _ variant: TrainingVariant, threads: Int
  ) -> RescorerTraining.Options {
    var options = RescorerTraining.Options(
      workFolder: folder, variant: variant,
      objective: ListObjective(interpolation: .secondPassAlone),
      schedule: LearningRateSchedule(peak: 3e-3, warmUpSteps: 1, decaySteps: 4, totalSteps: 8))
    options.listsPerStep = 7
    options.dropout = 0.1
    options.threads = threads
    return options
  }

  private func finished(
    _ options: RescorerTraining.Options, from start: RescoreBERT, stops: [Int] = []
  ) throws -> RescoreBERT {
    let training = RescorerTraining(options)
    for stop in stops {
      let flag = CancellationFlag()
      var options = options
      options.logSteps = 1
      let outcome = try RescorerTraining(options).run(
        from: start, lists: lists(60), cancellation: flag
      ) { if case .step(let entry) = $0, entry.step == stop { flag.raise() } }
      guard case .interrupted(stop) = outcome else { throw CocoaError(.featureUnsupported) }
    }
    guard case .finished(let model, _) = try training.run(from: start, lists: lists(60)) else {
      throw CocoaError(.featureUnsupported)
    }
    return model
  }

  private func bits(_ model: RescoreBERT) -> [[UInt32]] {
    model.store.parameters.map { $0.value.bitPattern }
  }

  private let probe = NBestList(
    ["tell her we're over there", "see the weir by the sea"].map {
      Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
    })

  private func recipe(_ kind: RescoringRecipe.Kind, base: String?) -> RescoringRecipe {
    RescoringRecipe(
      name: "tiny", summary: "random", kind: kind, base: base, textForm: .spoken,
      interpolation: .secondPassAlone)
  }

  @Test(arguments: variants.indices)
  func `a variant trains, resumes to the same bits, and reads back over its base`(
    index: Int
  ) throws {
    let variant = Self.variants[index]
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer()
      try RescorerDirectory.write(
        start, recipe: recipe(.full, base: nil), precision: .float32, to: folder + "/base")
      let whole = try finished(options(folder + "/whole", variant, threads: 1), from: start)
      let parts = try finished(
        options(folder + "/parts", variant, threads: 2), from: start, stops: [2, 5])
      #expect(bits(whole) == bits(parts), "\(variant)")
      let costs = try whole.costs(for: [probe])
      #expect(try costs != start.costs(for: [probe]))
      for parameter in start.store.parameters where !parameter.name.hasPrefix("scorer.") {
        let id = try #require(whole.store.id(named: parameter.name))
        let isFree = variant.description == "BitFit" && parameter.name.hasSuffix(".bias")
        #expect(isFree || whole.store[id] == parameter.value, "\(parameter.name)")
      }
      try RescorerDirectory.write(
        whole, recipe: recipe(.adapter, base: "../base"), precision: .float32,
        to: folder + "/adapter")
      let read = try RescorerDirectory.read(folder + "/adapter").model
      #expect(try read.costs(for: [probe]) == costs, "\(variant)")
      guard whole.store.adapter?.canMerge ?? true else { return }
      try RescorerDirectory.write(
        whole, recipe: recipe(.full, base: nil), precision: .float32, to: folder + "/merged")
      #expect(try RescorerDirectory.read(folder + "/merged").model.costs(for: [probe]) == costs)
    }
  }

  @Test func `LoRB's regularization uses the whole step and changes no promise`() throws {
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer()
      func options(_ name: String, _ correlation: Double, _ threads: Int)
        -> RescorerTraining.Options
      {
        var options = RescorerTraining.Options.loRB(
          workFolder: folder + "/" + name, lora: LoRA.Configuration(rank: 2, alpha: 8),
          correlation: correlation, objective: ListObjective(interpolation: .secondPassAlone),
          schedule: LearningRateSchedule(peak: 3e-3, warmUpSteps: 1, decaySteps: 4, totalSteps: 8))
        options.listsPerStep = 7
        options.dropout = 0.1
        options.threads = threads
        return options
      }
      let one = try finished(options("one", 0.5, 1), from: start)
      let two = try finished(options("two", 0.5, 2), from: start, stops: [3])
      #expect(bits(one) == bits(two))
      #expect(try bits(one) != bits(finished(options("none", 0, 1), from: start)))
    }
  }

  /// What `run` says first of a training of no steps.
  private func share(
    _ variant: TrainingVariant, trainsHead: Bool, of model: RescoreBERT
  ) throws -> TrainableShare? {
    try TinyModels.withFolder { folder in
      var options = RescorerTraining.Options(
        workFolder: folder, variant: variant,
        objective: ListObjective(interpolation: .secondPassAlone),
        schedule: LearningRateSchedule(peak: 1, warmUpSteps: 0, decaySteps: 0, totalSteps: 0))
      options.trainsHead = trainsHead
      var share: TrainableShare?
      _ = try RescorerTraining(options).run(from: model, lists: lists(3)) {
        if case .beginning(let found) = $0 { share = found }
      }
      return share
    }
  }

  @Test func `rank 1 on query and value is less than 0.08 % of the bundled base`() throws {
    let model = try BundledModel.frozen.rescorer().model
    let lora = TrainingVariant.lora(rank: 1, alpha: 32, targets: ["query", "value"])
    let small = try #require(try share(lora, trainsHead: false, of: model))
    #expect(small.variant == 4 * 2 * (256 + 256) && small.head == 0)
    #expect(small.pretrained == 5_289_984)
    #expect(small.share <= 0.0008)
    let vera = TrainingVariant.adapter(VeRA(rank: 64), targets: ["query", "value"])
    let smaller = try #require(try share(vera, trainsHead: true, of: model))
    #expect(smaller.variant == 4 * 2 * (256 + 64) && smaller.head == 66_049)
  }

  @Test func `a frozen head stays as it is when everything else trains`() throws {
    let start = try TinyModels.rescorer()
    let share = try #require(try share(.full, trainsHead: false, of: start))
    #expect(share.head == 0 && share.variant > 0)
    try TinyModels.withFolder { folder in
      var options = options(folder, .full, threads: 1)
      options.trainsHead = false
      let end = try finished(options, from: start)
      for (before, after) in zip(start.store.parameters, end.store.parameters)
      where before.name.hasPrefix("scorer.") {
        #expect(before.value.bitPattern == after.value.bitPattern, "\(before.name)")
      }
      #expect(bits(start) != bits(end))
    }
  }

  @Test func `the table of word embeddings is a target only where it is named`() throws {
    let store = try TinyModels.rescorer().store
    let table = try #require(store.id(named: "embeddings.word_embeddings.weight"))
    for patterns in [["all-linear"], ["*"], ["weight", "embeddings"], ["layer.*"]] {
      #expect(!store.weights(targeting: patterns).contains(table), "\(patterns)")
    }
    #expect(store.weights(targeting: ["word_embeddings"]) == [table])
    #expect(store.weights(targeting: ["bert.embeddings.word_embeddings"]) == [table])
    #expect(
      store.weights(targeting: ["all-linear", "word_embeddings"])
        == [table] + store.weights(targeting: ["all-linear"]))
  }

  @Test func `what can't train is refused`() throws {
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer()
      let nowhere = TrainingVariant.lora(rank: 1, alpha: 1, targets: ["nowhere"])
      #expect(throws: RescorerTrainingError.noTargets(["nowhere"])) {
        try finished(options(folder, nowhere, threads: 1), from: start)
      }
      let table = TrainingVariant.adapter(VeRA(rank: 2), targets: ["query", "word_embeddings"])
      #expect(throws: RescorerTrainingError.noTableAdapter("\(VeRA(rank: 2))")) {
        try finished(options(folder, table, threads: 1), from: start)
      }
      let long = TrainingVariant.adapter(PrefixTuning(length: 22), targets: ["key", "value"])
      #expect(throws: RescorerTrainingError.prefixTooLong(22)) {
        try finished(options(folder, long, threads: 1), from: start)
      }
      var headless = options(folder, .head, threads: 1)
      headless.trainsHead = false
      #expect(throws: RescorerTrainingError.nothingTrains) { try finished(headless, from: start) }
      let adapted = try finished(
        options(folder + "/a", .lora(rank: 1, alpha: 1, targets: ["key"]), threads: 1), from: start)
      #expect(throws: RescorerTrainingError.startsWithAdapter) {
        try finished(options(folder + "/b", .head, threads: 1), from: adapted)
      }
    }
  }
}
