import AdapterEngine
import BERTRescoring

/// Lists made from sentences alone: each sentence against copies of itself in which words were
/// replaced as a test likes. The product's own simulated lists come from `ListSimulator`.
struct CorruptedListSource: TrainingListSource {
  /// A replacement for a word, or nil if there is none.
  typealias Confusion = @Sendable (String, inout CounterGenerator) -> String?

  private let sentences: [[String]]
  private let confusion: Confusion
  private let listLength: Int
  private let seed: UInt64

  /// - Parameters:
  ///   - sentences: words of each; not empty.
  ///   - listLength: hypotheses per list at most, the sentence itself among them.
  init(
    sentences: [[String]], listLength: Int = 8, seed: UInt64, confusion: @escaping Confusion
  ) {
    precondition(listLength >= 2, "a list needs something to choose from")
    self.sentences = sentences
    self.listLength = listLength
    self.seed = seed
    self.confusion = confusion
  }

  var count: Int { sentences.count }

  var summary: String {
    "\(sentences.count) corrupted sentences, up to \(listLength) a list, seed \(seed)"
  }

  func list(at index: Int) -> TrainingList {
    let sentence = sentences[index]
    var generator = CounterGenerator(seed: seed).derived(index)
    var candidates = [sentence]
    // Some sentences can be misheard in few ways only: don't try for ever.
    for _ in 0..<2 * listLength where candidates.count < listLength {
      var candidate = sentence
      for _ in 0...generator.below(3) where !candidate.isEmpty {
        let place = generator.below(candidate.count)
        if let other = confusion(candidate[place], &generator) { candidate[place] = other }
      }
      if !candidates.contains(candidate) { candidates.append(candidate) }
    }
    let order = generator.permutation(of: candidates.count)
    return TrainingList(reference: sentence, candidates: order.map { candidates[Int($0)] })
  }
}
