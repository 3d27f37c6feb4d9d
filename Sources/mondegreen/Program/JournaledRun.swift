import RobustnessRuns

/// Runs with progress, a journal, and a word on ctrl-C about how to go on.
struct JournaledRun {
  /// Nil keeps nothing.
  let journal: String?
  let threads: Int

  func result(_ run: RobustnessRun, requirements: [Requirement] = []) throws -> RunResult {
    let progress = ProgressLine()
    let advice =
      journal.map {
        "interrupted; what is done is kept in \($0): the same command goes on from there"
      }
      ?? "interrupted"
    let interruption = Interruption(message: advice)
    defer {
      progress.finish()
      withExtendedLifetime(interruption) {}
    }
    return try run.result(
      programVersion: Program.version,
      command: CommandLineRecord.text(Array(CommandLine.arguments.dropFirst())),
      requirements: requirements, threads: threads, journal: journal
    ) { step in
      progress.update(
        "examining", done: step.completed, of: step.total, detail: step.label)
    }
  }
}
