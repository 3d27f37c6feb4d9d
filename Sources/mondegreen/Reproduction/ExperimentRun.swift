import AdapterEngine
import ArgumentParser
import Artifacts
import BundledModels
import Foundation
import RobustnessReports

/// Trains what an experiment needs and is not there yet, and reports on all of it.
///
/// Every training keeps its checkpoint, and the report its journal: the same command goes on after an interruption.
struct ExperimentRun {
  let experiment: Experiment
  /// Folder of checkpoints and models.
  let work: String
  /// Folder of the report.
  let output: String
  /// Of each method.
  let seeds: Int
  let threads: Int
  /// A few steps and lists, to see that everything works: no figure means anything.
  let isShortened: Bool
  /// Names of the methods to do without the others; empty for all.
  let chosen: [String]

  private var methods: [ExperimentMethod] {
    experiment.methods.filter { chosen.isEmpty || chosen.contains($0.name) }
  }

  /// A method's models, one for each seed.
  struct Trained {
    let method: ExperimentMethod
    /// λ, where development lists chose one.
    let correlation: Double?
    /// By λ, the WER on development lists.
    let search: [(correlation: Double, wordErrorRate: Double)]
    /// Names of the models, which are those of their folders.
    let models: [String]
    /// The share of the parameters that train.
    let share: Double
  }

  /// - Returns: all methods with their models.
  func train() throws -> [Trained] {
    let count = methods.reduce(0) { $0 + seeds(of: $1) + $1.correlations.count }
    Terminal.complain(
      "\(experiment.title): \(FigureFormat.count(count, of: "training")) of "
        + (isShortened ? "a few steps" : "two to five minutes on two idle cores")
        + "; after an interruption, run the same command again to resume")
    return try methods.map { method in
      let search = try search(method)
      // The smallest error rate; of equal ones the smallest λ.
      let chosen = search.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
      let trainings = (1...seeds(of: method)).map {
        method.training(seed: $0, correlation: chosen, shortened: isShortened)
      }
      for training in trainings { try run(training) }
      return Trained(
        method: method, correlation: chosen, search: search, models: trainings.map(\.name),
        share: try Self.trainedShare(model(trainings[0].name)))
    }
  }

  private func seeds(of method: ExperimentMethod) -> Int { min(seeds, method.seeds ?? seeds) }

  /// Tries each λ with the first seed.
  private func search(_ method: ExperimentMethod) throws -> [(Double, Double)] {
    try method.correlations.map { correlation in
      let training = method.training(
        seed: 1, correlation: correlation, suffix: "-\(correlation)", shortened: isShortened)
      try run(training)
      let log = try TrainingLogFile.read("\(work)/\(training.name)/log.jsonl")
      guard let best = log.errorRates.map(\.value).min() else {
        throw CommandFailure(
          .badData, "\(work)/\(training.name)/log.jsonl: expected a measurement, found none")
      }
      return (correlation, best)
    }
  }

  func model(_ name: String) -> String { "\(work)/models/\(name)" }

  /// Trains a model unless that is done already, by the same options.
  private func run(_ training: ExperimentMethod.Training) throws {
    let arguments =
      [BundledModel.folder + "/" + BundledModel.frozen.rawValue] + experiment.training
      + training.options + ["--name", training.name, "--summary", training.summary]
    let plan = "\(work)/\(training.name)/arguments.json"
    let text = try JSONEncoder().encode(Array(arguments.dropFirst()))
    if FileManager.default.fileExists(atPath: model(training.name) + "/rescoring.json") {
      guard let known = try? ArtifactFile.contents(of: plan), known == text else {
        throw CommandFailure(
          .badUsage,
          "\(model(training.name)): expected a model trained with the options of this version, found another one; "
            + "remove it, or take another --work")
      }
      return
    }
    try Folder.make(work + "/" + training.name)
    try Folder.make(work + "/models")
    try ArtifactFile.write(text, to: plan)
    Terminal.complain("training \(training.name): \(training.summary)")
    let command = try TrainCommand.parse(
      arguments + [
        "--work", "\(work)/\(training.name)", "--output", model(training.name), "--threads",
        "\(threads)",
      ])
    try command.run()
  }

  /// Which part of a rescorer's parameters its training changed, the scoring head's among them.
  private static func trainedShare(_ folder: String) throws -> Double {
    let adapter = folder + "/adapter_model.safetensors"
    guard FileManager.default.fileExists(atPath: adapter) else { return 1 }
    func count(_ path: String) throws -> Int {
      let file = try SafetensorsFile(path: path)
      return file.names.reduce(0) { $0 + (file.shape(of: $1) ?? []).reduce(1, *) }
    }
    return Double(try count(adapter))
      / Double(try count(BundledModel.folder + "/frozen/model.safetensors"))
  }

  /// Writes the report on all models.
  func report(_ trained: [Trained]) throws {
    var arguments = ["--output", output, "--replace", "--threads", "\(threads)"]
    arguments += ["--model", BundledModel.frozen.rawValue]
    for one in trained { arguments += one.models.flatMap { ["--model", model($0)] } }
    for one in trained where one.models.count > 1 {
      arguments += ["--group", "\(one.method.name)=\(one.models.joined(separator: ","))"]
    }
    if seeds > 1 {
      let names = methods.map(\.name)
      arguments += experiment.contrasts.filter {
        names.contains($0.method) && names.contains($0.against)
      }.flatMap {
        ["--contrast", "\($0.method):\($0.against) (\($0.condition))"]
      }
    }
    arguments += experiment.corpora.flatMap { ["--corpus", $0] } + experiment.report
    if isShortened { arguments += ["--quick", "--limit", "12"] }
    arguments += margins(trained).flatMap { ["--require", $0] }
    let command = try ReportCommand.parse(arguments)
    do {
      try command.run()
    } catch let failure as CommandFailure where [.failedGate, .undecided].contains(failure.status) {
      // What comes out of an experiment is a finding and no failure.
    }
  }

  /// What is required of clean WER, seed by seed.
  private func margins(_ trained: [Trained]) -> [String] {
    experiment.margins.flatMap { margin -> [String] in
      guard let one = trained.first(where: { $0.method.name == margin.method }),
        let other = trained.first(where: { $0.method.name == margin.against })
      else { return [] }
      return zip(one.models, other.models).map {
        "\($0): not worse than \($1) by \(Experiment.margin) points"
      }
    }
  }
}
