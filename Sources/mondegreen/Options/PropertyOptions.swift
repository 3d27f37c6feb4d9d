import ArgumentParser
import Perturbations
import Robustness
import Transcripts

/// Which properties a command examines.
struct PropertyOptions: ParsableArguments {
  @Option(
    name: .customLong("property"),
    help: ArgumentHelp(
      "Property to examine, repeatable: rank-stability, order-invariance, batch-invariance, "
        + "text-form-invariance, duplicate-consistency, homophone-discrimination. (default: all "
        + "but the last)", valueName: "id"))
  var ids: [String] = []

  /// The properties named, or the standard ones, with rank stability under `perturbation`.
  func properties(
    _ kit: PerturbationKit, under perturbation: any Perturbation
  ) throws -> [any RobustnessProperty] {
    guard !ids.isEmpty else { return RobustnessProperties.standard(under: perturbation) }
    let all = RobustnessProperties.all(under: perturbation, candidates: kit.homophoneCandidates)
    return try ids.map { id in
      guard let property = all.first(where: { $0.id == id }) else {
        let known = all.map(\.id)
        throw CommandFailure(
          .badUsage,
          "--property: expected one of \(known.joined(separator: ", ")), found \"\(id)\""
            + Suggestions.question(id, in: known))
      }
      return property
    }
  }
}
