import ArgumentParser
import Artifacts
import Foundation
import RobustnessRuns

/// `mondegreen slurm`.
struct SlurmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slurm",
    abstract: "Make a report on a Slurm cluster: a job for each shard, then one that merges them.",
    discussion: """
      Writes shards.sbatch, an array of jobs, and merge.sbatch into the work folder, and submits both with \
      --submit; the merge waits until all shards have succeeded. If jobs failed, run the same command again: it \
      asks only for unfinished shards. The folder must be visible on all nodes, and so must this program and the \
      files that the report command names.

      Sharding also works without Slurm, from a Kaldi recipe or with GNU parallel (see EXAMPLE).

      EXAMPLE
        mondegreen slurm --shards 20 --work Work/run --output Reports/mine \\
          --sbatch=--mem=4G --submit -- --corpus my.jsonl --model Work/my-model
        $cmd JOB=1:20 Work/run/log.JOB \\
          mondegreen report --shard JOB/20 --output Work/run --corpus my.jsonl
        parallel mondegreen report --shard {}/20 --output Work/run \\
          --corpus my.jsonl ::: $(seq 20)
        mondegreen merge Work/run --output Reports/mine
      """)

  @Option(help: ArgumentHelp("Number of jobs to divide the run into.", valueName: "count"))
  var shards: Int

  @Option(help: ArgumentHelp("Folder for scripts, logs and shards.", valueName: "folder"))
  var work: String

  @Option(help: ArgumentHelp("Folder for the report's files.", valueName: "folder"))
  var output: String

  @Flag(help: "Replace another run's report in the output folder.")
  var replace = false

  @Option(
    help: ArgumentHelp(
      "Option of sbatch for the jobs, repeatable: --sbatch=--mem=4G.", valueName: "option"))
  var sbatch: [String] = []

  @Flag(help: "Submit the jobs with sbatch instead of only writing the scripts.")
  var submit = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Options of mondegreen report, after --.", valueName: "option"))
  var report: [String] = []

  @OptionGroup var form: OutputOptions

  func validate() throws {
    guard (1...10_000).contains(shards) else {
      throw ValidationError("--shards: expected 1 to 10000, found \(shards)")
    }
    for option in sbatch where !option.hasPrefix("-") {
      throw ValidationError("--sbatch: expected an option such as --mem=4G, found \"\(option)\"")
    }
    // A mistake shows here, and not in twenty logs.
    do {
      _ = try ReportCommand.parse(report)
    } catch {
      throw ValidationError("mondegreen report: \(ReportCommand.message(for: error))")
    }
  }

  func run() throws {
    let folder = FileManager.default.currentDirectoryPath
    guard !folder.contains("\u{FFFD}") else {
      throw CommandFailure(
        .badUsage,
        "the current folder: expected a path in UTF-8, which scripts can name, found \"\(folder)\"")
    }
    // Hours later, when the shards are merged, would be too late.
    if !replace {
      _ = try ReportFolder.earlier(
        in: output, than: CommandLineRecord.text(CommandLineRecord.deciding(["report"] + report)))
    }
    let open = try (1...shards).filter { try !isFinished($0) }
    let plan = SlurmPlan(
      program: ProgramPath.current, folder: folder,
      shards: shards, work: work, output: output, replace: replace, sbatch: sbatch, report: report)
    let array = open.isEmpty ? nil : try write(plan.array(of: open), "shards.sbatch")
    let merge = try write(plan.merge, "merge.sbatch")
    if open.count < shards {
      Terminal.complain(
        open.isEmpty
          ? "all \(shards) shards are finished"
          : "\(shards - open.count) of \(shards) shards are finished already")
    }
    guard submit else {
      return Results.files([array, merge].compactMap(\.self))
    }
    var dependency: [String] = []
    if let array {
      let job = try Self.submit([array])
      tell("shards", job)
      dependency = ["--dependency=afterok:\(job)"]
    }
    tell("merge", try Self.submit(dependency + [merge]))
  }

  private func tell(_ part: String, _ job: String) {
    struct Submitted: Encodable {
      let part: String
      let job: String
    }
    if form.json {
      Results.write(Submitted(part: part, job: job))
    } else {
      print("\(part): job \(job)")
    }
  }

  private func isFinished(_ number: Int) throws -> Bool {
    guard let shard = RunShard(number: number, of: shards) else { return false }
    let path = work + "/" + ShardFile.name(of: shard)
    guard FileManager.default.fileExists(atPath: path) else { return false }
    return try ShardFile(contentsOf: path).isFinished
  }

  private func write(_ script: String, _ name: String) throws -> String {
    let path = work + "/" + name
    try ArtifactFile.write(Data(script.utf8), to: path)
    return path
  }

  /// - Returns: the job's number.
  private static func submit(_ arguments: [String]) throws -> String {
    let command = "sbatch \(arguments.joined(separator: " "))"
    func failure(_ found: String) -> CommandFailure {
      CommandFailure(.unavailable, "\(command): expected a job's number, found \(found)")
    }
    guard let program = ProgramPath.find("sbatch") else {
      throw failure("no such program: Slurm is not on the PATH of this machine")
    }
    let run: ProgramOutput
    do {
      run = try ProgramOutput(
        of: program, ["--parsable"] + arguments, timeout: .seconds(300), limit: 1 << 20)
    } catch {
      throw failure("none: \(error)")
    }
    let answer = String(decoding: run.output, as: UTF8.self)
    let job = answer.split(whereSeparator: \.isWhitespace).first?.split(separator: ";").first
    guard run.status == 0, let job else {
      let reason = run.errors.trimmingCharacters(in: .whitespacesAndNewlines)
      throw failure("exit status \(run.status)" + (reason.isEmpty ? "" : ": \(reason)"))
    }
    return String(job)
  }
}
