import BundledCorpora
import BundledLexicons
import MondegreenTesting
import OwnRescorer
import Testing

@Test(
  .model(try BigramRescorer.trained()), .cases(40), .seed(7),
  .corpus(try BundledCorpus.messagingTest.read()), .lexicon(try BundledLexicon.homophones()))
func `my rescorer is robust`() throws {
  try expectRobust(allowing: 0.3)
}

extension BigramRescorer {
  static func trained() throws -> BigramRescorer {
    BigramRescorer(trainedOn: try BundledCorpus.messagingDev.read().map(\.reference))
  }
}
