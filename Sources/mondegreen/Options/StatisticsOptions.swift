public import ArgumentParser
public import RobustnessRuns

/// What intervals are made from.
struct StatisticsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Model that the others are compared with, besides the first pass. (default: frozen, if it takes part)",
      valueName: "model"),
    completion: Completions.models)
  var baseline: String?

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Field of the corpus to break figures down by, repeatable, such as voice or snr.",
      valueName: "field"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(
      "Resample all utterances with the same value of this field together, such as voice or speaker. "
        + "(default: each utterance is resampled on its own)", valueName: "field"))
  var cluster: String?

  @Option(
    name: .customLong("group"),
    help: ArgumentHelp(
      "Models of the same recipe with different training seeds, repeatable. Their means are reported as "
        + "well, with intervals over seeds and utterances from five seeds on.",
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
    if Set(fields).count < fields.count {
      throw ValidationError("--by: expected each field once, found one twice")
    }
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
