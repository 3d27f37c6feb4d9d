package import Counterexamples
package import Perturbations
import PropertyTesting
import Rescoring
package import Robustness
import Transcripts

/// A fixture that was kept, judged again before a check draws anything.
package struct KeptFixture: Hashable, Sendable {
  /// The outcome of judging a fixture.
  package enum Verdict: Hashable, Sendable {
    /// The fixture fails again, with the property's own sentence.
    case fails(String)
    case holds
    /// Neither failing nor holding would say anything; why.
    case saysNothing(String)
  }

  /// The fixture's, which is its file's name, too.
  package let id: String
  package let property: String
  package let model: String
  package let verdict: Verdict

  /// Judges the fixture with the model and the weights that are checked, not those it was found with.
  ///
  /// - Parameters:
  ///   - properties: those that are examined, the fixture's among them.
  ///   - kit: what the perturbation of its recipe is made from.
  /// - Throws: ``FixtureError``.
  package init(
    _ fixture: Counterexample, properties: [any RobustnessProperty], kit: PerturbationKit? = nil,
    under secondPass: SecondPass
  ) throws(FixtureError) {
    let replay = try FixtureReplay(
      fixture, model: secondPass.model, weights: secondPass.interpolation,
      properties: properties, kit: kit)
    id = fixture.id
    self.property = fixture.property
    model = secondPass.name
    switch replay.verdict {
    case .stillFails: verdict = .fails(replay.outcome.note ?? "margin \(replay.outcome.margin)")
    case .passes: verdict = .holds
    case .noLongerInDomain(let reason): verdict = .saysNothing("no longer in the domain: \(reason)")
    }
  }

  /// Whether it counts as a failing case of its property.
  package var isFailure: Bool {
    if case .fails = verdict { true } else { false }
  }
}
