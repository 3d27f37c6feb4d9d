// Holds the draws against real recognition errors, one line a figure.
//
//   PlausibilityBenchmarks [--fit] [CORPUS …]
//
// Without corpora κ is fitted on messaging-train and messaging-dev (with --fit), and everything is measured on
// messaging-test and narrative-test; corpora that are given (JSON Lines) are measured besides.

import BundledCorpora
import BundledLexicons
import Lexicons
import Perturbations
import Rescoring
import Transcripts

let arguments = CommandLine.arguments.dropFirst()
let study = PlausibilityStudy(
  homophones: try BundledLexicon.homophones(), model: try BundledLexicon.languageModel())
if arguments.contains("--fit") {
  try study.fit(on: [BundledCorpus.messagingTrain.read(), BundledCorpus.messagingDev.read()])
}
for corpus in [BundledCorpus.messagingTest, .narrativeTest] {
  try study.measure(corpus.read())
}
for path in arguments where !path.hasPrefix("--") {
  try study.measure(Corpus(contentsOf: path))
}
