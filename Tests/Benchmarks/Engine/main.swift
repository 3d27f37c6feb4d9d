import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Transcripts

// EngineBenchmarks prepare BASE WORK LENGTHS  the model with a scoring head, and what the peers read;
//                                             LENGTHS: utterances or segments (see Workload.swift)
// EngineBenchmarks score WORK PRECISION THREADS SECONDS
// EngineBenchmarks train WORK VARIANT THREADS STEPS
// EngineBenchmarks accuracy                    the bundled models in reduced precision
// EngineBenchmarks loop MODEL THREADS SECONDS  the harness around the engine; a model's folder
// EngineBenchmarks peak WORK SECONDS           share of one core's peak, of products and a forward pass
// EngineBenchmarks first WORK                  one score: cold start
let arguments = CommandLine.arguments.dropFirst()
func fail(_ reason: String) -> Never {
  FileHandle.standardError.write(Data("\(reason); see main.swift\n".utf8))
  exit(64)
}
func argument(_ index: Int) -> String {
  guard arguments.indices.contains(index) else { fail("an argument is missing") }
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
  let base = try BERTDirectory(contentsOf: argument(2))
  let rescorer = RescoreBERT(
    name: "benchmark", summary: "random head", directory: base, textForm: .written, headSeed: 1)
  let recipe = RescoringRecipe(
    name: "benchmark", summary: "random head", kind: .full, textForm: .written,
    interpolation: Interpolation(total: 0, secondPass: 1))
  try RescorerDirectory.write(rescorer, recipe: recipe, precision: .float32, to: work + "/model")
  guard let lengths = Workload.Lengths(rawValue: argument(4)) else { fail("expected LENGTHS") }
  let workload = try Workload(lengths, count: 80)
  try workload.write(to: work + "/workload.json", base.tokenizer)
  let counts = workload.tokens(base.tokenizer).joined().map(\.count)
  print(
    "\(counts.count) hypotheses, mean \(Double(counts.reduce(0, +)) / Double(counts.count)) "
      + "word pieces, \(counts.min()!) to \(counts.max()!)")
case "score":
  let work = argument(2), threads = Int(argument(4))!
  let precision = ProductPrecision(rawValue: argument(3))!
  let model = try model(work, precision, threads: threads)
  let workload = try Workload(path: work + "/workload.json")
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
    name: argument(3), workload: try Workload(path: work + "/workload.json"), work: work
  ).run(steps: Int(argument(5))!, threads: Int(argument(4))!).report()
case "accuracy":
  try Accuracy().report()
case "loop":
  let threads = Int(argument(3))!
  try HarnessLoop(
    try RescorerDirectory.read(argument(2), threads: threads).model, threads: threads, lists: 100
  ).report(seconds: Double(argument(4))!)
case "peak":
  try PeakShare(try model(argument(2)), try Workload(path: argument(2) + "/workload.json"))
    .report(seconds: Double(argument(3))!)
case "first":
  let list = NBestList([
    Hypothesis(text: "no one has been in the nursery", costs: FirstPassCosts(total: 0))
  ])
  print(try model(argument(2)).costs(for: [list])[0][0])
default:
  fail("expected prepare, score, train, accuracy, loop, peak or first")
}
