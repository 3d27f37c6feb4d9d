import BundledCorpora
import BundledLexicons
import MondegreenTesting
import OwnRescorer
import Rescoring
import Robustness
import Testing

/// The gate under a perturbation and a property of one's own.
@Suite(
  .model(try BigramRescorer.trained()), .corpus(try BundledCorpus.messagingTest.read()),
  .lexicon(try BundledLexicon.homophones()), .cases(200))
struct `Lost apostrophes` {
  @Test func `rarely move my rescorer's choice`() throws {
    try expectRobust(allowing: 0.3) { _ in [.rankStability(under: LostApostrophes())] }
  }

  @Test func `move its costs, as is known`() throws {
    try withKnownIssue {
      try expectRobust { _ in [BoundedSensitivity(under: LostApostrophes(), bound: 0.5)] }
    } matching: {
      $0.isFailure(of: "bounded-sensitivity")
    }
  }
}
