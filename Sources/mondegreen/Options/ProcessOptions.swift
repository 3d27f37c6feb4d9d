import ArgumentParser

/// How programs that are models are treated.
struct ProcessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Seconds that a model's program (process:) may take for an answer, its start included.",
      valueName: "seconds"))
  var timeLimit = 60.0

  func validate() throws {
    guard timeLimit > 0, timeLimit <= Self.longest else {
      throw ValidationError(
        "--time-limit: expected more than 0 and at most \(Int(Self.longest)) seconds, found \(timeLimit)"
      )
    }
  }

  /// A week.
  private static let longest = 604_800.0

  var limit: Duration { .seconds(timeLimit) }
}
