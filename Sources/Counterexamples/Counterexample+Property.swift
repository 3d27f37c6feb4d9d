package import Perturbations
import Rescoring
package import Robustness
import Transcripts

extension Counterexample {
  /// The property that the fixture breaks, under the perturbation of its recipe.
  ///
  /// - Parameters:
  ///   - properties: somebody's own ones: the first with the fixture's property and perturbation is taken,
  ///     one with exactly its recipe before others.
  ///   - kit: makes properties and perturbations that ship with the package.
  /// - Throws: ``FixtureError/unknownProperty(id:known:)``,
  ///   ``FixtureError/unknownPerturbation(id:property:known:)``, and what
  ///   ``PerturbationKit/perturbation(_:)-(PerturbationSettings)`` throws.
  package func property(
    among properties: [any RobustnessProperty], kit: PerturbationKit?
  ) throws(FixtureError) -> any RobustnessProperty {
    try namedProperty(among: properties, kit: kit).counting(by: origin.textNormalizer)
  }

  private func namedProperty(
    among properties: [any RobustnessProperty], kit: PerturbationKit?
  ) throws(FixtureError) -> any RobustnessProperty {
    let named = properties.filter { $0.id == property }
    let alike = named.filter { $0.perturbation.recipe.id == recipe.id }
    if let exact = alike.first(where: { $0.perturbation.recipe == recipe }) { return exact }
    if let kit, let settings = recipe.settings {
      let shipped = RobustnessProperties.all(
        under: try perturbation(settings, of: kit),
        candidates: kit.candidates(settings.with(.homophones)))
      guard let found = shipped.first(where: { $0.id == property }) else {
        if let own = alike.first { return own }
        throw .unknownProperty(id: property, known: (properties + shipped).map(\.id))
      }
      return found
    }
    // Properties that ship with the package and make their lists themselves.
    if let kit {
      let shipped = RobustnessProperties.all(
        under: .none, candidates: kit.homophoneCandidates)
      if let found = shipped.first(where: {
        $0.id == property && $0.perturbation.recipe == recipe
      }) {
        return found
      }
    }
    if let own = alike.first { return own }
    if named.isEmpty, !properties.isEmpty {
      throw .unknownProperty(id: property, known: properties.map(\.id))
    }
    throw .unknownPerturbation(
      id: recipe.id, property: property, known: named.map(\.perturbation.id))
  }

  private func perturbation(
    _ settings: PerturbationSettings, of kit: PerturbationKit
  ) throws(FixtureError) -> any Perturbation {
    do throws(PerturbationError) {
      return try kit.perturbation(settings)
    } catch {
      throw .perturbation(error)
    }
  }
}
