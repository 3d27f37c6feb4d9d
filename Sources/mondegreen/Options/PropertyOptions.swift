import ArgumentParser
import Perturbations
import Robustness
import Transcripts

/// Which properties a command examines.
struct PropertyOptions: ParsableArguments {
  @Option(
    name: .customLong("property"),
    help: ArgumentHelp(
      "Property to examine, repeatable. Contracts: finite-costs, repeatability, "
        + "order-invariance, batch-invariance, duplicate-consistency, every-word-counts, "
        + "cost-range. Rates: rank-stability, no-harm, no-worse-than-first-pass, "
        + "skill-short-texts, skill-long-texts, homophone-discrimination, length-balance, "
        + "text-form-invariance, form-stability, word-order, empty-text. (default: all; in a "
        + "report rank-stability and the invariances)", valueName: "id"))
  var ids: [String] = []

  /// The properties named, or all, with rank stability under `perturbation`.
  func properties(
    _ kit: PerturbationKit, under perturbation: any Perturbation
  ) throws -> [any RobustnessProperty] {
    let all = RobustnessProperties.all(under: perturbation, candidates: kit.homophoneCandidates)
    guard !ids.isEmpty else { return all }
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
