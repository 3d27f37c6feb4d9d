import ArgumentParser
import Foundation
import RobustnessReports
import RobustnessRuns

/// `mondegreen merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the shards of a report that several machines or processes made.",
    discussion: """
      Each process runs the same report command with --shard 1/N to N/N. Merging writes, byte for byte, the \
      report that the command writes without --shard. Only shrinking needs the models again, since \
      which failures are shrunk is decided here. Run merge in the same folder as the shards, so that \
      relative paths of corpora and models mean the same.

      EXAMPLE
        for k in 1 2 3 4; do
          mondegreen report --corpus my.jsonl --shard $k/4 --output Work/run &
        done; wait
        mondegreen merge Work/run --output Reports/mine
      """)

  @Argument(
    help: ArgumentHelp(
      "Shards: files, or folders that hold them.", valueName: "file|folder"))
  var shards: [String]

  @Option(
    help: ArgumentHelp("Folder for the report's files.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(help: "Replace another run's report in the output folder.")
  var replace = false

  @OptionGroup var sharing: SharingOptions
  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Discard the journal of an earlier, interrupted merge and start over.")
  var restart = false

  @OptionGroup var form: OutputOptions

  func run() throws {
    var outputs = OutputGuard(reading: shards)
    try outputs.check("--output", output, files: RobustnessReport.fileNames)
    try outputs.check("--junit", sharing.junit)
    let files = try shards.flatMap(Self.files).map { path throws(RunError) in
      try ShardFile(contentsOf: path)
    }
    let merged = try MergedShards(files)
    var report = try ReportCommand.parse(Array(merged.arguments.dropFirst()))
    report.main.output = output
    report.main.replace = replace
    report.sharing = sharing
    report.threads = threads
    report.keeping.restart = restart
    report.form = form
    try report.report(merging: merged, arguments: merged.arguments)
  }

  /// The file itself, or the shards in a folder by number.
  private static func files(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasPrefix("shard-") && $0.hasSuffix(".journal") }.sorted()
    guard !names.isEmpty else {
      throw CommandFailure(
        .missingInput, "\(path): expected files shard-K-of-N.journal, found none")
    }
    return names.map { path + "/" + $0 }
  }
}
