import AdapterEngine
import BundledCorpora
import MondegreenTesting
import OwnRescorer
import Rescoring
import Robustness
import Testing

/// What one's own types must do, tried by the kits.
@Suite struct `My own` {
  @Test func `model conforms`() throws {
    try checkConformance(of: BigramRescorer.trained())
  }

  @Test func `perturbation conforms`() throws {
    try checkConformance(
      of: LostApostrophes(), changing: ["tell her we're there", "i'm sure it's over"])
  }

  @Test func `property conforms: it holds where nothing moves, and can fail`() throws {
    try checkConformance(
      of: BoundedSensitivity(under: LostApostrophes(), bound: 0.5),
      on: BundledCorpus.messagingTest.read(), holdingFor: [.firstPass],
      failingFor: [
        SecondPass(model: try BigramRescorer.trained(), interpolation: .secondPassAlone)
      ])
  }

  @Test func `adapter conforms`() {
    #expect(AdapterConformance(ColumnScaling()).findings() == [])
  }
}
