import AdapterEngine
import Algorithms
import BERTRescoring
import BundledLexicons
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import Transcripts

/// Training lists that the generator makes from sentences alone.
struct SimulatedListSource: TrainingListSource {
  private let sentences: [[String]]
  /// How often each sentence comes in an epoch, corrupted differently each time.
  private let rounds: Int
  private let simulator: ListSimulator
  private let seed: UInt64

  let summary: String
  var count: Int { sentences.count * rounds }

  /// The sentences of a text, once each in an epoch.
  ///
  /// - Parameters:
  ///   - text: one paragraph a line, plain or gzip.
  ///   - misheard: utterances whose recognition errors are imitated.
  init(text: String, misheard: [Utterance], listLength: Int, seed: UInt64) throws {
    let sentences = try Sentences.read(text).map { $0.split(separator: " ").map(String.init) }
    try self.init(
      sentences: sentences.filter { (4...24).contains($0.count) }, of: text, rounds: 1,
      misheard: misheard, listLength: listLength, seed: seed)
  }

  /// The different references of a corpus.
  ///
  /// - Parameter name: what the corpus is called in the run's record.
  init(
    references: [String], of name: String, rounds: Int, misheard: [Utterance], listLength: Int,
    seed: UInt64
  ) throws {
    try self.init(
      sentences: Array(references.map { TextNormalizer.standard.words(in: $0) }.uniqued()),
      of: "the references of \(name)", rounds: rounds, misheard: misheard,
      listLength: listLength, seed: seed)
  }

  private init(
    sentences: [[String]], of name: String, rounds: Int, misheard: [Utterance], listLength: Int,
    seed: UInt64
  ) throws {
    self.sentences = sentences
    self.rounds = rounds
    let lexicon = try BundledLexicon.read()
    let frequencies = try BundledLexicon.readFrequencies()
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
      "\(sentences.count) sentences of \(name), corrupted \(rounds) times after"
      + " \(misheard.count) utterances, up to \(listLength) a list, seed \(seed)"
  }

  func list(at index: Int) -> TrainingList {
    var random = CounterGenerator(seed: seed).derived(index)
    var source = ChoiceSource.random(seed: random.next())
    let words = sentences[index % sentences.count]
    let simulated = simulator.list(for: words, using: &source)
    let candidates = simulated?.hypotheses ?? [words]
    return TrainingList(reference: words, candidates: candidates)
  }
}
