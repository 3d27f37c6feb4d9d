import BundledCorpora
import BundledLexicons
import MondegreenTesting
import Rescoring
import Testing
import Transcripts

/// Your model: anything that gives each text a cost. This one is a trigram.
struct MyRescorer: RescoringModel {
  private let trigram: NGramModel

  init() throws {
    let texts = try BundledCorpus.messagingTrain.read().map(\.reference)
    trigram = NGramModel(name: "mine", trainedOn: texts)
  }

  var identity: ModelIdentity { trigram.identity }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    try trigram.costs(for: lists)
  }
}

/// Your lists: `try Corpus(contentsOf: "Lists/test.jsonl")` reads a file.
@Test(
  .model(try MyRescorer()), .corpus(try BundledCorpus.messagingTest.read()),
  .tuning(on: try BundledCorpus.messagingDev.read()),
  .lexicon(try BundledLexicon.homophones()),
  .firstPassLanguageModel(try BundledLexicon.languageModel()), .cases(40), .seed(7))
func `my rescorer is robust`() throws {
  try expectRobust(allowing: 0.3)
}
