import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Transcripts

// EngineBenchmarks prepare BASE WORK          the model with a scoring head, and what the peers read
// EngineBenchmarks score WORK PRECISION THREADS SECONDS
// EngineBenchmarks train WORK VARIANT THREADS STEPS
// EngineBenchmarks accuracy                    the bundled models in reduced precision
// EngineBenchmarks first WORK                  one score: cold start
let arguments = CommandLine.arguments.dropFirst()
func argument(_ index: Int) -> String {
  guard arguments.indices.contains(index) else {
    FileHandle.standardError.write(Data("an argument is missing; see main.swift\n".utf8))
    exit(64)
  }
  return arguments[index]
}

func model(_ work: String, _ precision: ProductPrecision = .single, threads: Int = 1) throws
  -> RescoreBERT
{
  try RescorerDirectory.read(work + "/model", threads: threads, precision: precision).model
}

switch argument(1) {
case "prepare":
  let work = argument(3)
  let base = try BERTDirectory(path: argument(2))
  let rescorer = RescoreBERT(
    name: "benchmark", summary: "random head", directory: base, textForm: .written, headSeed: 1)
  let recipe = RescoringRecipe(
    name: "benchmark", summary: "random head", kind: .full, textForm: .written,
    interpolation: Interpolation(total: 0, secondPass: 1))
  try RescorerDirectory.write(rescorer, recipe: recipe, precision: .float32, to: work + "/model")
  let workload = try Workload(count: 80)
  try workload.write(to: work + "/workload.json", base.tokenizer)
  let lengths = workload.tokens(base.tokenizer).joined().map(\.count)
  print(
    "\(lengths.count) hypotheses, mean \(Double(lengths.reduce(0, +)) / Double(lengths.count)) "
      + "word pieces, \(lengths.min()!) to \(lengths.max()!)")
case "score":
  let work = argument(2), threads = Int(argument(4))!
  let precision = ProductPrecision(rawValue: argument(3))!
  let model = try model(work, precision, threads: threads)
  let workload = try Workload(count: 80)
  let lists = workload.lists.map(\.hypotheses)
  let costs = try model.costs(for: lists).joined().map { Float($0) }
  try costs.withUnsafeBytes { Data($0) }.write(
    to: URL(fileURLWithPath: work + "/costs-\(precision.rawValue).bin"))
  try Measurement(
    "score \(precision.rawValue)", threads: threads, seconds: Double(argument(5))!
  ) {
    _ = try model.costs(for: lists)
    return workload.hypotheses
  }.report()
case "train":
  let work = argument(2)
  try TrainingBenchmark(
    name: argument(3), model: try model(work), workload: try Workload(count: 80), work: work
  ).run(steps: Int(argument(5))!, threads: Int(argument(4))!).report()
case "accuracy":
  try Accuracy().report()
case "first":
  let list = NBestList([
    Hypothesis(text: "no one has been in the nursery", costs: FirstPassCosts(total: 0))
  ])
  print(try model(argument(2)).costs(for: [list])[0][0])
default:
  FileHandle.standardError.write(Data("expected prepare, score, train, accuracy or first\n".utf8))
  exit(64)
}
