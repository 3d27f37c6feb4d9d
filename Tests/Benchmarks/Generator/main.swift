// Measures the generator, one line of JSON a figure. Usage: GeneratorBenchmarks FOLDER, where the
// workload for the Python peers goes.

import BundledCorpora
import BundledLexicons
import Foundation
import Lexicons
import PropertyTesting
import Robustness
import Transcripts

let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."
let lexicon = try BundledLexicon.load()
let frequencies = try BundledLexicon.loadFrequencies()
let homophones = HomophoneIndex(lexicon, frequencies: frequencies)
let corpus = PreparedCorpus(try BundledCorpus.messagingTest.read(), listLimit: 20)

// Homophone substitution, one core.
try Workload.write(corpus.utterances, to: folder + "/hypotheses.txt")
let candidates = HomophoneCandidates(homophones)
for (name, isConsistent) in [("substitution", true), ("substitution, independent", false)] {
  let substitution = HomophoneSubstitution(
    scope: .nBest, strength: .words(1), candidates: candidates, isConsistent: isConsistent)
  var round: UInt64 = 0
  Measurement.rate(name, unit: "hypotheses/s") {
    round += 1
    var made = 0
    for utterance in corpus.utterances {
      var source = ChoiceSource.random(seed: round)
      made += substitution.perturb(utterance.nBest, source: &source).list.count
    }
    return made
  }.report()
}

// Near-homophones within one phone.
let near = NearHomophones(lexicon, frequencies: frequencies)
let words = (0..<lexicon.wordCount).map { lexicon.word($0) }
var queries: [Double] = []
let clock = ContinuousClock()
for word in stride(from: 0, to: words.count, by: 61).map({ words[$0] }) {
  let asked = clock.measure { _ = near.candidates(for: word, minimumCount: 0) }
  queries.append(asked / .microseconds(1))
}
Measurement(name: "near query, median", value: queries.sorted()[queries.count / 2], unit: "µs")
  .report()
await {
  let start = clock.now
  await withTaskGroup(of: Int.self) { group in
    for half in 0..<2 {
      group.addTask {
        stride(from: half, to: words.count, by: 2).reduce(0) {
          $0 + near.candidates(for: words[$1], minimumCount: 0).count
        }
      }
    }
    for await _ in group {}
  }
  Measurement(
    name: "near, all of CMUdict on 2 cores", value: (clock.now - start) / .seconds(1), unit: "s"
  ).report()
}()

// The index: built once, opened nine times.
let index = folder + "/cmudict.index"
try? FileManager.default.removeItem(atPath: index)
try Measurement.time("index built") { _ = try BundledLexicon.openIndex(at: index) }.report()
var openings: [Double] = []
for _ in 0..<9 {
  openings.append(
    try clock.measure { _ = try BundledLexicon.openIndex(at: index) } / .milliseconds(1))
}
Measurement(name: "index opened, median", value: openings.sorted()[4], unit: "ms").report()

// Word errors.
let workload = Workload(pairs: 20_000)
try workload.write(to: folder + "/pairs.txt")
Measurement.rate("word distance", unit: "pairs/s") {
  var edits = 0
  for pair in workload.references.indices {
    edits += WordDistance.edits(workload.references[pair], workload.hypotheses[pair])
  }
  precondition(edits > 0)
  return workload.references.count
}.report()
Measurement.rate("word alignment with counts", unit: "pairs/s") {
  var edits = 0
  for pair in workload.references.indices {
    edits +=
      WordAlignment(
        reference: workload.references[pair], hypothesis: workload.hypotheses[pair]
      ).edits
  }
  precondition(edits > 0)
  return workload.references.count
}.report()
let texts = zip(workload.references, workload.hypotheses).prefix(5_000).map { pair in
  (
    pair.0.map { "w\($0)" }.joined(separator: " "), pair.1.map { "w\($0)" }.joined(separator: " ")
  )
}
Measurement.rate("WER of texts with counts", unit: "pairs/s") {
  var total = WordErrorRate.zero
  for pair in texts { total += WordErrorRate(reference: pair.0, hypothesis: pair.1) }
  precondition(total.edits > 0)
  return texts.count
}.report()
