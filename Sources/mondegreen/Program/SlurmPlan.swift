/// The scripts by which Slurm makes a report in shards.
struct SlurmPlan {
  /// Path of this program.
  let program: String
  /// Where the command was given: relative paths are relative to it.
  let folder: String
  let shards: Int
  let work: String
  let output: String
  /// Whether the report replaces another run's.
  let replace: Bool
  let sbatch: [String]
  /// Options of `mondegreen report`.
  let report: [String]

  /// A job for each of `numbers`.
  func array(of numbers: [Int]) -> String {
    script(
      "mondegreen-shards", log: "shard-%a.log", ["--array=\(Self.ranges(numbers))"],
      [program, "report"] + report + ["--output", work],
      end: " --shard \"$SLURM_ARRAY_TASK_ID/\(shards)\"")
  }

  var merge: String {
    script(
      "mondegreen-merge", log: "merge.log", [],
      [program, "merge", work, "--output", output]
        + (replace ? ["--replace"] : []))
  }

  private func script(
    _ name: String, log: String, _ options: [String], _ command: [String], end: String = ""
  ) -> String {
    let directives =
      ["--job-name=\(name)", "--chdir=\(folder)", "--output=\(work)/\(log)"] + options + sbatch
    return
      (["#!/bin/bash"] + directives.map { "#SBATCH \($0)" } + [
        "exec " + command.map(CommandLineRecord.quoted).joined(separator: " ") + end
      ]).map { $0 + "\n" }.joined()
  }

  /// "1-3,7" of ascending numbers.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.joined(separator: ",")
  }
}
