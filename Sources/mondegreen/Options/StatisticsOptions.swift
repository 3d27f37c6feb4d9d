public import ArgumentParser
public import RobustnessRuns

/// What intervals are made from.
struct StatisticsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Field of the corpora, such as voice or speaker, whose values are resampled as wholes. "
        + "(default: each utterance is resampled alone)", valueName: "field"))
  var cluster: String?

  @Option(
    name: .customLong("group"),
    help: ArgumentHelp(
      "Models of one recipe under different training seeds, repeatable: their means are shown too, "
        + "from five seeds on with intervals over seeds and utterances.",
      valueName: "name=model,…"))
  var groups: [ModelGroup] = []

  @Option(
    name: .customLong("contrast"),
    help: ArgumentHelp(
      "Comparison of two groups that is planned in advance, repeatable: \"dynamic:full (homophones, 1-best, 2)\". "
        + "All of them are one family for Holm's correction.",
      valueName: "contrast"))
  var contrasts: [String] = []

  func validate() throws {
    do { _ = try plannedContrasts } catch { throw ValidationError("--contrast: \(error)") }
  }

  /// - Throws: `RequirementError` for the first that makes no sense.
  var plannedContrasts: [PlannedContrast] {
    get throws { try contrasts.map { try PlannedContrast($0) } }
  }
}

extension ModelGroup: ExpressibleByArgument {
  /// Reads "lora=lora-1,lora-2,lora-3".
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    let models = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !models.contains("") else { return nil }
    self.init(name: String(parts[0]), models: models)
  }
}
