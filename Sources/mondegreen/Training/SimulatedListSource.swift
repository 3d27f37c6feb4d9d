import AdapterEngine
import BERTRescoring
import BundledLexicons
import Foundation
import Lexicons
import PropertyTesting
import Robustness
import Transcripts

/// Training lists that the generator makes from the sentences of a text.
struct SimulatedListSource: TrainingListSource {
  private let sentences: [[String]]
  private let simulator: ListSimulator
  private let seed: UInt64

  let summary: String
  var count: Int { sentences.count }

  /// - Parameters:
  ///   - text: one paragraph a line, plain or gzip.
  ///   - misheard: utterances whose recognition errors are imitated.
  init(text: String, misheard: [Utterance], listLength: Int, seed: UInt64) throws {
    sentences = try Sentences.read(text).map { $0.split(separator: " ").map(String.init) }
      .filter { (4...24).contains($0.count) }
    let lexicon = try BundledLexicon.load()
    let frequencies = try BundledLexicon.loadFrequencies()
    let homophones = HomophoneIndex(lexicon, frequencies: frequencies)
    let nearHomophones = NearHomophones(lexicon, frequencies: frequencies)
    simulator = ListSimulator(
      confusions: misheard.isEmpty ? nil : PhraseConfusions(learnedFrom: misheard),
      homophones: { word in
        homophones.candidates(for: word, minimumCount: 20, limit: 6).map { $0.word }
      },
      nearHomophones: { word in
        nearHomophones.candidates(for: word, minimumCount: 50, limit: 12).map { $0.word }
      }, listLength: listLength)
    self.seed = seed
    summary =
      "\(sentences.count) sentences of \(text), corrupted after \(misheard.count)"
      + " utterances, up to \(listLength) a list, seed \(seed)"
  }

  func list(at index: Int) -> TrainingList {
    var random = CounterGenerator(seed: seed).derived(index)
    var source = ChoiceSource.random(seed: random.next())
    let words = sentences[index]
    let simulated = simulator.list(for: words, using: &source)
    let candidates = simulated?.hypotheses ?? [words]
    return TrainingList(reference: words, candidates: candidates)
  }
}
