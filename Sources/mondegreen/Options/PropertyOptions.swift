import ArgumentParser
import Robustness

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
    _ candidates: HomophoneCandidates, _ perturbation: any Perturbation
  ) throws -> [any RobustnessProperty] {
    try properties(candidates).map {
      $0 is RankStability ? RankStability(under: perturbation) : $0
    }
  }

  /// The properties named, or the standard ones.
  private func properties(
    _ candidates: HomophoneCandidates
  ) throws -> [any RobustnessProperty] {
    guard !ids.isEmpty else { return RobustnessProperties.standard(candidates: candidates) }
    let all = RobustnessProperties.all(candidates: candidates)
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
