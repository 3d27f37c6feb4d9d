import BundledCorpora
import BundledLexicons
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import RobustnessRuns
import Transcripts

/// What is measured, part by part.
enum Benchmarks {
  /// Homophone substitution, one core.
  static func substitution(_ homophones: HomophoneIndex, _ folder: String) throws {
    let corpus = PreparedCorpus(try BundledCorpus.messagingTest.read(), listLimit: 20)
    try Workload.write(corpus.utterances, to: folder + "/hypotheses.txt")
    let candidates = HomophoneCandidates(homophones)
    let texts = corpus.utterances.flatMap { $0.nBest.texts }
    let bytes = Double(texts.reduce(0) { $0 + $1.utf8.count }) / Double(texts.count)
    for (name, isConsistent) in [("substitution", true), ("substitution, independent", false)] {
      let substitution = HomophoneSubstitution(
        scope: .nBest, strength: .words(1), candidates: candidates, isConsistent: isConsistent)
      var round: UInt64 = 0
      let measured = Measurement.rate(name, unit: "hypotheses/s") {
        round += 1
        var made = 0
        for utterance in corpus.utterances {
          var source = ChoiceSource.random(seed: round)
          made += substitution.perturb(utterance.nBest, source: &source).list.count
        }
        return made
      }
      measured.report()
      guard isConsistent else { continue }
      // Each text is read and written once: what memory bandwidth alone would allow.
      Measurement(
        name: "substitution, bytes", value: measured.value * bytes, unit: "bytes/s"
      ).report()
    }
  }

  /// The same by each plausibility, as a kit makes it.
  static func plausibility(_ homophones: HomophoneIndex) throws {
    let corpus = PreparedCorpus(try BundledCorpus.messagingTest.read(), listLimit: 20)
    let model = try BundledLexicon.languageModel()
    for plausibility in Plausibility.allCases {
      for costs in LanguageCostTreatment.allCases {
        var settings = PerturbationSettings()
        settings.plausibility = plausibility
        settings.languageCosts = costs
        let substitution = try PerturbationKit(
          homophones, languageModel: model, settings: settings
        ).perturbation(.homophones)
        var round: UInt64 = 0
        Measurement.rate(
          "substitution, \(plausibility.rawValue), costs \(costs.rawValue)", unit: "hypotheses/s"
        ) {
          round += 1
          var made = 0
          for utterance in corpus.utterances {
            var source = ChoiceSource.random(seed: round)
            made += substitution.perturb(utterance.nBest, source: &source).list.count
          }
          return made
        }.report()
      }
    }
  }

  /// Near-homophones within one phone.
  static func nearHomophones(_ lexicon: Lexicon, _ frequencies: WordFrequencies) {
    let near = NearHomophones(lexicon, frequencies: frequencies)
    let words = (0..<lexicon.wordCount).map { lexicon.word($0) }
    var queries: [Double] = []
    for word in stride(from: 0, to: words.count, by: 61).map({ words[$0] }) {
      queries.append(1e6 * Measurement.time { _ = near.candidates(for: word, minimumCount: 0) })
    }
    Measurement(name: "near query, median", value: queries.sorted()[queries.count / 2], unit: "µs")
      .report()
    let all = Measurement.time {
      for word in words { _ = near.candidates(for: word, minimumCount: 0) }
    }
    // Words don't depend on each other: two cores share them.
    Measurement(name: "near, all of CMUdict on 2 cores", value: all / 2, unit: "s").report()
  }

  /// The index: built once, opened nine times.
  static func index(_ folder: String) throws {
    let index = folder + "/cmudict.index"
    try? FileManager.default.removeItem(atPath: index)
    let built = try Measurement.time { _ = try BundledLexicon.openIndex(at: index) }
    Measurement(name: "index built", value: built, unit: "s").report()
    let openings = try (0..<9).map { _ in
      try Measurement.time { _ = try BundledLexicon.openIndex(at: index) }
    }
    Measurement(name: "index opened, median", value: 1e3 * openings.sorted()[4], unit: "ms")
      .report()
  }

  /// Word errors: distances of interned words, and operation counts of interned words, of words and
  /// of texts.
  static func words(_ folder: String) throws {
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
    let spoken = zip(workload.references, workload.hypotheses).prefix(5_000).map { pair in
      (pair.0.map { "w\($0)" }, pair.1.map { "w\($0)" })
    }
    Measurement.rate("WER of words with counts", unit: "pairs/s") {
      var total = WordErrorRate.zero
      for pair in spoken { total += WordErrorRate(reference: pair.0, hypothesis: pair.1) }
      precondition(total.edits > 0)
      return spoken.count
    }.report()
    let texts = spoken.map { ($0.0.joined(separator: " "), $0.1.joined(separator: " ")) }
    Measurement.rate("WER of texts with counts", unit: "pairs/s") {
      var total = WordErrorRate.zero
      for pair in texts { total += WordErrorRate(reference: pair.0, hypothesis: pair.1) }
      precondition(total.edits > 0)
      return texts.count
    }.report()
  }

  /// What one core reads and writes of memory that no cache holds: the bound on copying texts.
  static func memory() {
    let size = 256 << 20
    let source = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    defer {
      source.deallocate()
      target.deallocate()
    }
    source.initializeMemory(as: UInt8.self, repeating: 1)
    Measurement.rate("memory copied", unit: "bytes/s") {
      target.copyMemory(from: UnsafeRawBufferPointer(source))
      return size
    }.report()
  }
}
