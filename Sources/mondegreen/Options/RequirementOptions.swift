import ArgumentParser
import RobustnessRuns

/// The budgets that models must keep to.
struct RequirementOptions: ParsableArguments {
  @Option(
    name: .customLong("require"),
    help: ArgumentHelp(
      "Requirement that each model must meet, repeatable: \"wer(messaging-test) <= 22%\", "
        + "\"skill(homophones, n-best, 2) >= 0.5\", \"lora: not worse than full by 0.2 points\"; also for "
        + "skill-kept and nprr. Exits with status 1 if one is missed, otherwise with 2 if one is undecided.",
      valueName: "requirement"))
  var requirements: [String] = []

  func validate() throws {
    do { _ = try texts } catch { throw ValidationError("--require: \(error)") }
  }

  /// - Throws: `RequirementError` for the first that makes no sense.
  var texts: [RequirementText] {
    get throws { try requirements.map { try RequirementText($0) } }
  }
}
