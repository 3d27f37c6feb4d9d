import ArgumentParser
import Foundation

/// How many threads work; no result depends on it.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Threads to work on; results don't depend on it.", valueName: "count"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads: expected at least 1, found \(threads)") }
  }
}
