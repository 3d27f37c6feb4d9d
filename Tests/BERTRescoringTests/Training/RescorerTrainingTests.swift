import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

struct RescorerTrainingTests {
  /// Corruptions put "weir", "wear" and "see" where they were rare: a tiny model can learn that.
  private func lists(_ count: Int, seed: UInt64) -> CorruptedListSource {
    CorruptedListSource(
      sentences: TinyModels.sentences(count, seed: seed), listLength: 4, seed: seed
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
      objective: ListObjective(
        minimumWordErrorRate: 1, oracleCrossEntropy: 0.5, distillation: 0.01,
        interpolation: .secondPassAlone),
      schedule: LearningRateSchedule(peak: 3e-3, warmUpSteps: 3, decaySteps: 10, totalSteps: 30))
    options.listsPerStep = 10
    options.dropout = 0.1
    options.threads = threads
    options.evaluationSteps = 10
    options.logSteps = 1
    return options
  }

  private func bits(_ model: RescoreBERT) -> [[UInt32]] {
    model.store.parameters.map { $0.value.bitPattern }
  }

  @Test(
    arguments: [
      TrainingVariant.full, .head, .lora(rank: 2, alpha: 8, targets: ["query", "value"]),
    ], ProductPrecision.allCases)
  func `training learns, and resuming and threads change no bit`(
    _ variant: TrainingVariant, precision: ProductPrecision
  ) throws {
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer()
      let source = lists(200, seed: 3)
      let dev = (0..<40).map { lists(40, seed: 4).list(at: $0) }
      let teacher = PseudoLogLikelihood(
        try TinyModels.languageModel(), textForm: .spoken, passes: 2)
      var entries: [RescorerTraining.Entry] = []
      func options(_ name: String, threads: Int) -> RescorerTraining.Options {
        var options = self.options(folder + name, variant, threads: threads)
        options.precision = precision
        return options
      }
      let outcome = try RescorerTraining(options("/whole", threads: 1)).run(
        from: start, lists: source, dev: [dev, Array(dev.prefix(9))], teacher: teacher
      ) { if case .step(let entry) = $0 { entries.append(entry) } }
      guard case .finished(let whole, let result) = outcome else {
        Issue.record("training did not finish")
        return
      }
      #expect(entries.map(\.step) == Array(1...30))
      let early = entries.prefix(8).reduce(0) { $0 + $1.loss }
      let late = entries.suffix(8).reduce(0) { $0 + $1.loss }
      // Over a random, frozen base there is little that a head or an adapter could learn so soon.
      #expect(late < early || variant.description != "full")
      #expect(
        result.map(\.referenceWords)
          == [dev, Array(dev.prefix(9))].map { $0.reduce(0) { $0 + $1.referenceWords } })
      let measured = entries.compactMap(\.dev)
      #expect(measured.allSatisfy { $0.count == 2 })
      let fewest = measured.map { $0[0].errors + $0[1].errors }.min()
      #expect(result[0].errors + result[1].errors <= fewest!)

      let parts = RescorerTraining(options("/parts", threads: 2))
      for stop in [4, 10, 23] {
        let flag = CancellationFlag()
        let outcome = try parts.run(
          from: start, lists: source, dev: [dev, Array(dev.prefix(9))], teacher: teacher,
          cancellation: flag
        ) { if case .step(let entry) = $0, entry.step == stop { flag.raise() } }
        guard case .interrupted(stop) = outcome else {
          Issue.record("expected an interruption after step \(stop), found \(outcome)")
          return
        }
      }
      guard
        case .finished(let resumed, let again) = try parts.run(
          from: start, lists: source, dev: [dev, Array(dev.prefix(9))], teacher: teacher)
      else {
        Issue.record("training did not finish")
        return
      }
      #expect(again == result)
      #expect(bits(resumed) == bits(whole))
    }
  }

  @Test func `a training goes on in the precision that it began with alone`() throws {
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer(), source = lists(50, seed: 3)
      var options = options(folder, .full, threads: 1)
      options.objective = ListObjective(interpolation: .secondPassAlone)
      let flag = CancellationFlag()
      flag.raise()
      _ = try RescorerTraining(options).run(from: start, lists: source, cancellation: flag)
      options.precision = .bfloat16
      #expect {
        try RescorerTraining(options).run(from: start, lists: source)
      } throws: {
        "\($0)".contains("full, in bf16")
      }
    }
  }

  @Test func `the head variant and LoRA leave the base as it was`() throws {
    try TinyModels.withFolder { folder in
      let start = try TinyModels.rescorer()
      let variants: [TrainingVariant] = [
        .head, .lora(rank: 2, alpha: 8, targets: ["query", "value"]),
      ]
      for (index, variant) in variants.enumerated() {
        var options = options(folder + "/\(index)", variant, threads: 1)
        options.objective = ListObjective(interpolation: .secondPassAlone)
        guard
          case .finished(let model, _) = try RescorerTraining(options).run(
            from: start, lists: lists(50, seed: 3))
        else {
          Issue.record("training did not finish")
          return
        }
        for parameter in start.store.parameters {
          let trained = try #require(model.store.id(named: parameter.name))
          let isHead = parameter.name.hasPrefix("scorer.")
          #expect((model.store[trained] != parameter.value) == isHead, "\(parameter.name)")
        }
      }
    }
  }

  @Test func `a list without the weighed cost is an error`() throws {
    try TinyModels.withFolder { folder in
      var options = options(folder, .head, threads: 1)
      options.objective = ListObjective(
        interpolation: Interpolation(acoustic: 1, language: 1, secondPass: 1))
      let list = TrainingList(
        hypotheses: NBestList([
          Hypothesis(text: "there", costs: FirstPassCosts(total: 1)),
          Hypothesis(text: "their", costs: FirstPassCosts(total: 2)),
        ]), errors: [0, 1], referenceWords: 1)
      let training = RescorerTraining(options)
      let start = try TinyModels.rescorer()
      #expect(
        throws: RescorerTrainingError.costs(.missingCost(part: "acoustic", text: "there"))
      ) {
        try training.run(from: start, lists: FixedTrainingLists([list], summary: "one list"))
      }
      #expect(throws: RescorerTrainingError.noLists) {
        try training.run(from: start, lists: FixedTrainingLists([], summary: "none"))
      }
    }
  }

  @Test func `lists with one cost train beside lists with two, by a weight of their own`() throws {
    func list(_ costs: [FirstPassCosts]) -> TrainingList {
      TrainingList(
        hypotheses: NBestList(
          zip(["there", "their"], costs).map { Hypothesis(text: $0, costs: $1) }),
        errors: [0, 1], referenceWords: 1)
    }
    let source = FixedTrainingLists(
      [
        list([
          FirstPassCosts(acoustic: 2, language: 3, total: 5),
          FirstPassCosts(acoustic: 1, language: 3, total: 4),
        ]), list([FirstPassCosts(total: 7), FirstPassCosts(total: 3)]),
      ], summary: "two recognizers")
    func loss(_ weight: Double) throws -> Double {
      try TinyModels.withFolder { folder in
        var options = options(folder, .head, threads: 1)
        options.objective = ListObjective(
          interpolation: Interpolation(acoustic: 1, language: 1, secondPass: 1e-9),
          totalWithoutParts: weight)
        options.listsPerStep = 2
        var first: Double?
        _ = try RescorerTraining(options).run(from: try TinyModels.rescorer(), lists: source) {
          if case .step(let entry) = $0 { first = first ?? entry.loss }
        }
        return try #require(first)
      }
    }
    // MWER looks at the model almost not at all here: each list's loss is the share of the softmax over −cost that
    // falls on "their", less the mean of the errors.
    func expected(_ differences: [Double]) -> Double {
      differences.reduce(0) { $0 + 1 / (1 + exp(-$1)) - 0.5 } / 2
    }
    #expect(abs(try loss(1) - expected([1, 4])) < 1e-6)
    #expect(abs(try loss(0.25) - expected([1, 1])) < 1e-6)
  }
}
