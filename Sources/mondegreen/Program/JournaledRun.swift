import RobustnessRuns

/// Runs with progress, a journal, and a word on ctrl-C about how to go on.
struct JournaledRun {
  /// Nil keeps nothing.
  let journal: String?
  let threads: Int

  /// - Parameters:
  ///   - arguments: those of the command line that decide the run.
  ///   - shards: what other processes found.
  func result(
    _ run: RobustnessRun, requirements: [Requirement] = [],
    arguments: [String] = CommandLineRecord.current, shards: MergedShards? = nil
  ) throws -> RunResult {
    try watched { progress in
      try run.result(
        programVersion: Program.version, command: CommandLineRecord.text(arguments),
        requirements: requirements, threads: threads, shards: shards, journal: journal,
        progress: progress)
    }
  }

  /// One shard's part of the run, kept in the journal.
  func examine(_ shard: RunShard, of run: RobustnessRun, journal: String) throws {
    try watched { progress in
      try run.examine(
        shard, arguments: CommandLineRecord.current, programVersion: Program.version,
        threads: threads, journal: journal, progress: progress)
    }
  }

  private func watched<Value>(
    _ work: ((RunProgress) -> Void) throws -> Value
  ) throws -> Value {
    let progress = ProgressLine()
    let advice =
      journal.map {
        "interrupted; finished work is kept in \($0): run the same command again to resume"
      }
      ?? "interrupted"
    let interruption = Interruption(message: advice)
    defer {
      progress.finish()
      withExtendedLifetime(interruption) {}
    }
    return try work { step in
      progress.update(
        "examining", done: step.completed, of: step.total, share: step.share,
        fresh: step.freshShare, detail: step.label)
    }
  }
}
