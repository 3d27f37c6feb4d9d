import ArgumentParser
import Foundation

/// How many threads work; no result depends on it.
struct ThreadOptions: ParsableArguments {
  @Option(
    name: .customLong("threads"),
    help: ArgumentHelp(
      "Number of threads; results don't depend on it. (default: one per core)",
      valueName: "count"))
  var asked: Int?

  /// How many to use.
  var threads: Int { asked ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    try CountBounds.check("--threads", threads, atMost: CountBounds.mostHeld)
  }
}
