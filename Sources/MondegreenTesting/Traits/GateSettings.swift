package import Lexicons
public import Perturbations
package import PropertyTesting
package import Robustness
package import Transcripts

/// What the traits around a test say of the gate in it; see ``RobustnessSetting``.
public struct GateSettings: Sendable {
  /// Those that hold for the test that runs now.
  @TaskLocal public static var current = GateSettings()

  /// Everything random follows from it.
  public package(set) var seed: UInt64 = 1
  /// Lists that each property examines.
  public package(set) var cases = 100
  /// How long shrinking may take, all properties together; nil lets it take what it takes.
  public package(set) var shrinkingTime: Duration?
  /// What perturbations of the test's lexicon have in common.
  public package(set) var perturbation = PerturbationSettings()
  package var secondPass: SecondPass?
  package var corpus: Corpus?
  package var lexicon: HomophoneIndex?
  package var replay: ReplayLine?

  package init() {}
}

/// One case of one property: what a failure's replay line says.
package struct ReplayLine: Hashable, Sendable {
  package let property: String
  package let utterance: String
  package let perturbation: ChoiceSequence
  package let reduction: ChoiceSequence
}

/// A trait that the gate needs and that is not there.
public struct MissingTrait: Error, Hashable, Sendable, CustomStringConvertible {
  /// ".corpus(…)"
  public let trait: String

  public var description: String {
    "the gate needs the trait \(trait) on the test or a suite around it"
  }
}
