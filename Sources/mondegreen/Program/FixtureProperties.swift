import Lexicons
import Robustness

/// The properties that fixtures name, each under the perturbation that it was broken under.
struct FixtureProperties {
  let kit: PerturbationKit

  /// The property of `fixture`.
  ///
  /// - Throws: ``RobustnessError``.
  func property(of fixture: Counterexample) throws -> any RobustnessProperty {
    var properties = RobustnessProperties.all(candidates: kit.homophoneCandidates)
    if let kind = PerturbationKind(rawValue: fixture.perturbation) {
      // Only rank stability is checked under other perturbations than its own.
      properties.append(RankStability(under: try kit.perturbation(kind)))
    }
    return try fixture.property(among: properties)
  }
}
