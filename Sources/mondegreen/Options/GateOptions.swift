import ArgumentParser

/// When a gate fails, and what it leaves.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Share of a rate's cases that may fail: 0 is none, 0.05 one in twenty. Contracts allow none. "
        + "(default: each rate's own)",
      valueName: "share"))
  var allow: Double?

  @Option(
    name: .customLong("require"),
    help: ArgumentHelp(
      "Requirement, repeatable: a budget of a property's failures, \"failures(rank-stability) <= 5%\" or \"lora: "
        + "failures(order-invariance) <= 1%\", or a bound on a measure, as in report: \"wer <= 22%\", "
        + "\"skill(homophones, n-best, 2) >= 0.5\", \"not worse than full by 0.2 points\".",
      valueName: "requirement"))
  var requirements: [String] = []

  @Option(
    help: ArgumentHelp("Write shrunk failures as fixtures into this folder.", valueName: "folder"),
    completion: .directory)
  var fixtures: String?

  func validate() throws {
    if let allow, !(0...1).contains(allow) {
      throw ValidationError("--allow: expected a share from 0 to 1, found \(allow)")
    }
  }
}
