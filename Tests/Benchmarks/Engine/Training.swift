import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring

/// Steps of training on lists of ten: MWER on eight lists.
struct TrainingBenchmark {
  /// A variant's name without the precision at its end, and that precision.
  private static func parts(_ name: String) -> (variant: String, precision: ProductPrecision) {
    for precision in ProductPrecision.allCases where name.hasSuffix("-" + precision.rawValue) {
      return (String(name.dropLast(precision.rawValue.count + 1)), precision)
    }
    return (name, .single)
  }

  /// The variants that the peers have too.
  static func variant(_ name: String) -> TrainingVariant? {
    let targets = ["query", "value"]
    return switch parts(name).variant {
    case "full": .full
    case "lora", "lorb": .lora(rank: 8, alpha: 16, targets: targets)
    case "adalora":
      .adapter(
        AdaLoRA(
          AdaLoRA.Configuration(
            initialRank: 12, targetRank: 8, alpha: 16, warmUpSteps: 2, finalSteps: 100,
            interval: 1, totalSteps: 1000)), targets: targets)
    // LoRB in the top layer alone: nothing flows back into the frozen ones below, and what those give
    // each text is computed in the first epoch and kept.
    case "lorb-top":
      .lora(rank: 8, alpha: 16, targets: targets.map { "layer.5.attention.self.\($0)" })
    default: nil
    }
  }

  let name: String
  let workload: Workload
  let work: String

  private static let listsPerStep = 8

  /// Token rates of `steps` steps after two to warm up, or after the first epoch.
  func run(steps: Int, threads: Int) throws -> Measurement {
    // Another process may train at the same time (duel.py).
    let folder = work + "/training-\(name)-\(getpid())"
    try? FileManager.default.removeItem(atPath: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let warmUp = name == "lorb-top" ? workload.lists.count / Self.listsPerStep : 2
    var options = RescorerTraining.Options(
      workFolder: folder, variant: Self.variant(name)!,
      objective: ListObjective(interpolation: Interpolation(total: 0, secondPass: 1)),
      schedule: LearningRateSchedule(
        peak: 1e-4, warmUpSteps: 1, decaySteps: 1, totalSteps: steps + warmUp))
    options.listsPerStep = Self.listsPerStep
    options.depth = 10
    options.threads = threads
    options.precision = Self.parts(name).precision
    options.correlation = name.hasPrefix("lorb") ? 1e-3 : 0
    options.evaluationSteps = 1_000_000
    options.checkpointSteps = 1_000_000
    options.checkpointMinutes = 1e6
    options.logSteps = 1
    var walls: [Double] = [], processors: [Double] = []
    var processor = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID)
    var wall = Measurement.seconds(CLOCK_MONOTONIC)
    let lists = FixedTrainingLists(workload.lists, summary: "benchmark")
    _ = try RescorerTraining(options).run(from: try model(work), lists: lists) { progress in
      guard case .step(let entry) = progress else { return }
      let now = Measurement.seconds(CLOCK_MONOTONIC)
      let used = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID)
      let tokens = entry.tokensPerSecond * (now - wall)
      if entry.step > warmUp, entry.step < steps + warmUp {
        walls.append(entry.tokensPerSecond)
        processors.append(tokens / (used - processor))
      }
      wall = Measurement.seconds(CLOCK_MONOTONIC)
      processor = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID)
    }
    return Measurement("train \(name)", threads: threads, walls: walls, processors: processors)
  }
}
