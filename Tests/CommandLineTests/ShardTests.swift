import Foundation
import Testing

/// A report that several processes make together.
@Suite struct `Sharded reports` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus())
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
  }

  private static let report = [
    "--corpus", "tiny.jsonl", "--tune-on", "tiny.jsonl", "--model", "length=process:sh score.sh",
    "--lexicon", "lexicon.txt", "--frequencies", "frequencies.tsv", "--minimum-frequency", "0",
    "--resamples", "200", "--lexicon-format", "kaldi",
  ]

  @discardableResult
  private func run(_ arguments: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  private func makeShards(_ count: Int, in output: String = "work", _ more: [String] = []) throws {
    for number in 1...count {
      let result = try run(
        ["report", "--shard", "\(number)/\(count)"] + Self.report + more + ["--output", output])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == "\(output)/shard-\(number)-of-\(count).journal\n")
    }
  }

  private func expectEqualReports(_ first: String, _ second: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file(first)).sorted()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file(second)).sorted() == names)
    for name in names {
      guard name.contains(".") else { continue }  // The folder of fixtures.
      let isEqual = try folder.data("\(first)/\(name)") == folder.data("\(second)/\(name)")
      #expect(isEqual, "\(name)")
    }
  }

  @Test(arguments: [1, 3, 8])
  func `merged, they are the report that one process makes, byte for byte`(count: Int) throws {
    let whole = try run(["report"] + Self.report + ["--output", "whole"])
    #expect(whole.status == 0, "\(whole.errors)")
    try makeShards(count)
    let merged = try run(["merge", "work", "--output", "merged"])
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.output == whole.output.replacing("whole/", with: "merged/"))
    try expectEqualReports("whole", "merged")
  }

  @Test func `a shard that was done before is not done again`() throws {
    try makeShards(2)
    let before = try folder.data("work/shard-1-of-2.journal")
    try makeShards(2)
    #expect(try folder.data("work/shard-1-of-2.journal") == before)
  }

  @Test func `a missing shard is named`() throws {
    try makeShards(3)
    try FileManager.default.removeItem(atPath: folder.file("work/shard-2-of-3.journal"))
    let result = try run(["merge", "work", "--output", "merged"])
    #expect(result.status == 65)
    #expect(result.errors.contains("expected 3 shards, found 2: missing 2/3"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("merged")))
  }

  @Test func `a shard that is there twice is named`() throws {
    try makeShards(2)
    try FileManager.default.copyItem(
      atPath: folder.file("work/shard-2-of-2.journal"), toPath: folder.file("other.journal"))
    let result = try run(["merge", "work", "other.journal", "--output", "merged"])
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "shard 2/2 was given twice: work/shard-2-of-2.journal and other.journal"))
  }

  @Test func `a shard of another run is named`() throws {
    try makeShards(2)
    try makeShards(2, in: "foreign", ["--seed", "7"])
    let result = try run([
      "merge", "work/shard-1-of-2.journal", "foreign/shard-2-of-2.journal", "--output", "merged",
    ])
    #expect(result.status == 65)
    #expect(result.errors.contains("foreign/shard-2-of-2.journal is a shard of another run"))
  }

  @Test func `an unfinished shard is named, and finished by the same command`() throws {
    try makeShards(2)
    let path = folder.file("work/shard-2-of-2.journal")
    let lines = try folder.text("work/shard-2-of-2.journal").split(separator: "\n")
    try lines.dropLast(3).map { $0 + "\n" }.joined().write(
      toFile: path, atomically: true, encoding: .utf8)
    let result = try run(["merge", "work", "--output", "merged"])
    #expect(result.status == 65)
    #expect(result.errors.contains("not finished yet: work/shard-2-of-2.journal"))
    try makeShards(2)
    #expect(try run(["merge", "work", "--output", "merged"]).status == 0)
  }

  @Test func `corpora that changed since are another run`() throws {
    try makeShards(2)
    try folder.write("frequencies.tsv", Inputs.frequencies + "zzz\t7\n")
    try folder.write("tiny.jsonl", Inputs.corpus().replacing("\"u1\"", with: "\"v1\""))
    let result = try run(["merge", "work", "--output", "merged"])
    #expect(result.status == 65)
    #expect(result.errors.contains("the shards are of another run"))
  }

  @Test(arguments: ["0/3", "4/3", "2", "a/b", "1/0", ""])
  func `what is no part is refused`(shard: String) throws {
    let result = try run(["report", "--shard", shard])
    #expect(result.status == 64)
  }

  /// Runs what it is given, as a cluster of one node would, and fails a task that is asked to.
  private static let sbatch = """
    #!/bin/bash
    # sbatch --parsable [--dependency=afterok:N] SCRIPT
    for last; do :; done
    echo "$@" >> sbatch.log
    tasks=$(sed -n 's/^#SBATCH --array=//p' "$last" | tr ',' '\\n' | awk -F- '{for (i = $1; i <= ($2 ? $2 : $1); i++) print i}')
    for task in ${tasks:-0}; do
      if [ -e "fail-$task" ]; then rm "fail-$task"; continue; fi
      SLURM_ARRAY_TASK_ID=$task bash "$last" >> job.log 2>&1
    done
    echo 17
    """

  @Test func `slurm submits a job for each shard, goes on where some failed, and merges`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("bin"), withIntermediateDirectories: true)
    try folder.write("bin/sbatch", Self.sbatch)
    try folder.write("fail-2", "")
    let whole = try run(["report"] + Self.report + ["--output", "whole"])
    #expect(whole.status == 0, "\(whole.errors)")
    let options = Self.report.map { "'\($0)'" }.joined(separator: " ")
    let submit =
      "chmod +x bin/sbatch; PATH=\"$PWD/bin:$PATH\" \"$MONDEGREEN\" slurm --shards 4 --work work "
      + "--output merged --sbatch=--mem=1G --submit -- \(options)"
    let first = try CommandLineTool.shell(submit, in: folder.path)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output == "shards: job 17\nmerge: job 17\n")
    #expect(try folder.text("job.log").contains("expected 4 shards, found 3: missing 2/4"))
    #expect(
      try folder.text("work/shards.sbatch").contains("#SBATCH --array=1-4\n#SBATCH --mem=1G\n"))
    let second = try CommandLineTool.shell(submit, in: folder.path)
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.errors.contains("3 of 4 shards are finished already"))
    #expect(try folder.text("work/shards.sbatch").contains("#SBATCH --array=2\n"))
    #expect(
      try folder.text("sbatch.log").contains("--parsable --dependency=afterok:17 work/merge.sbatch")
    )
    try expectEqualReports("whole", "merged")
  }

  @Test func `a machine without Slurm is told so`() throws {
    let result = try CommandLineTool.shell(
      "PATH=/nowhere \"$MONDEGREEN\" slurm --shards 2 --work work --output merged --submit -- "
        + "--corpus tiny.jsonl", in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("Slurm is not on the PATH of this machine"))
  }

  @Test func `a mistake in the report's options shows before any job is submitted`() throws {
    let result = try run([
      "slurm", "--shards", "2", "--work", "work", "--output", "merged", "--", "--corpsu", "x",
    ])
    #expect(result.status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder.file("work")))
  }
}
