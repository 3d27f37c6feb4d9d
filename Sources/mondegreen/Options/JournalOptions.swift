import ArgumentParser
import RobustnessRuns

/// How a long run is kept, resumed and divided.
struct JournalOptions: ParsableArguments {
  @Flag(help: "Discard the journal of an earlier, interrupted run and start over.")
  var restart = false

  @Option(
    help: ArgumentHelp(
      "Journal of finished work. (default: journal.partial in the output folder)",
      valueName: "file"),
    completion: .file())
  var journal: String?

  @Option(
    help: ArgumentHelp(
      "Do only part K of N, for mondegreen merge: every N-th utterance. Writes shard-K-of-N.journal into "
        + "the output folder.", valueName: "k/n"))
  var shard: RunShard?
}
