public import PropertyTesting
public import Transcripts

extension Corpus {
  /// A sample of utterances, drawn by the seed whatever their place, in the order of the corpus.
  ///
  /// Whether an utterance is drawn depends on its id and the seed alone, so larger samples contain smaller
  /// ones. A corpus that has no more stays as it is.
  public func sample(of count: Int, seed: Seed) -> Corpus {
    guard count < self.count else { return self }
    let stream = seed.derived("sample")
    let keys = utterances.map { stream.derived($0.id).value }
    let drawn = utterances.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(count).sorted()
    return selecting(drawn)
  }
}
