extension Corpus {
  /// The keys of the words that hypotheses hold, each once, in the order in which they appear: what a lexicon is asked
  /// for. "Hours." is "hours".
  package func hypothesisKeys() -> [String] {
    let texts = normalizer.forTexts
    var keys: [String] = []
    var known: Set<String> = []
    for utterance in utterances {
      for text in utterance.nBest.texts {
        for word in texts.words(in: text) where known.insert(word).inserted {
          keys += WordDress.keys(in: word)
        }
      }
    }
    var unique: Set<String> = []
    return keys.filter { unique.insert($0).inserted }
  }
}
