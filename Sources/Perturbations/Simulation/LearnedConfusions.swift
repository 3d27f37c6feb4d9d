package import Lexicons

/// A ``ConfusionModel`` as confusions to sample from.
///
/// A phrase that was misheard in training is misheard in the same ways and equally often. A word
/// that never was misheard, or never seen, is misheard at the rate that this suggests
/// (``ConfusionModel/rareRate``): as what competed with it within lists or, if nothing did, as rare
/// words are (``RareFates``), that is as nothing, as a homophone or a word one phone away (weighed
/// by how often that phone is confused and by the square root of the word's frequency; words
/// farther away if there are none), or as one of these followed by another word.
package struct LearnedConfusions: PhraseConfuser {
  package let model: ConfusionModel
  private let sounds: ConfusionFunction

  /// - Parameters:
  ///   - homophones: candidates for words that were never seen; nil leaves such words alone.
  ///   - near: further candidates for such words, one phone away.
  ///   - search: finds candidates for words that have none this near.
  package init(
    _ model: ConfusionModel, homophones: HomophoneIndex? = nil, near: NearHomophones? = nil,
    search: PronunciationSearch? = nil, minimumFrequency: Int = 50
  ) {
    self.model = model
    let rates = model.phones.rates()
    sounds = ConfusionFunction { word in
      let same = homophones?.candidates(for: word, minimumCount: minimumFrequency, limit: 5) ?? []
      var words = same.map {
        PhraseAlternatives.Alternative($0.word, weight: Double($0.count).squareRoot())
      }
      if let near {
        let others = near.candidates(for: word, minimumCount: minimumFrequency, limit: 40)
        words += others.map { other in
          let rate = Self.rate(of: other.word, for: word, near, rates)
          return .init(other.word, weight: rate * Double(other.count).squareRoot())
        }
      }
      if words.isEmpty, let search {
        words = Self.farther(than: word, search)
      }
      guard !words.isEmpty else { return nil }
      return PhraseAlternatives(
        Self.alternatives(words.sorted { $0.weight > $1.weight }, model.rareFates),
        weight: model.rate(of: word))
    }
  }

  package var longestPhrase: Int { model.phrases.longestPhrase }

  package func alternatives(for phrase: String) -> PhraseAlternatives? {
    if let entry = model.phrases.entry(for: phrase) {
      return PhraseAlternatives(weighed(entry), weight: entry.rate)
    }
    guard !phrase.contains(" ") else { return nil }
    if let entry = model.competitors.entry(for: phrase) {
      return PhraseAlternatives(weighed(entry), weight: model.rate(of: phrase))
    }
    return sounds.alternatives(for: phrase)
  }

  private func weighed(_ entry: PhraseConfusions.Entry) -> [PhraseAlternatives.Alternative] {
    entry.alternatives.map { .init($0.text, weight: Double($0.count)) }
  }

  /// How readily the phones in which two words differ are confused.
  private static func rate(
    of other: String, for word: String, _ near: NearHomophones,
    _ rates: (_ said: String, _ heard: String) -> Double
  ) -> Double {
    let inventory = near.lexicon.inventory
    let pairs = PhoneConfusions.pairs([word], [other], near.lexicon, near.distances) ?? []
    return pairs.filter { $0.said != $0.heard }.reduce(1) { rate, pair in
      rate
        * rates(
          pair.said.map { inventory.symbol(of: $0) } ?? "",
          pair.heard.map { inventory.symbol(of: $0) } ?? "")
    }
  }

  /// The nearest words that are more than one phone away.
  private static func farther(
    than word: String, _ search: PronunciationSearch
  ) -> [PhraseAlternatives.Alternative] {
    for radius in [1.5, 3] {
      let found = search.candidates(for: word, within: radius, limit: 5)
      if !found.isEmpty {
        return found.map { .init($0.word, weight: Double($0.count + 1).squareRoot()) }
      }
    }
    return []
  }

  /// Alternatives for a word, each by its share: other words, nothing, and words followed by
  /// another.
  private static func alternatives(
    _ words: [PhraseAlternatives.Alternative], _ fates: RareFates
  ) -> [PhraseAlternatives.Alternative] {
    let total = words.reduce(0) { $0 + $1.weight }
    let inserted = fates.insertions.reduce(0) { $0 + $1.count }
    guard total > 0 else { return words }
    let split = inserted > 0 ? fates.split : 0
    var alternatives = words.map { word in
      PhraseAlternatives.Alternative(
        word.text, weight: word.weight / total * (1 - fates.dropped - split))
    }
    if fates.dropped > 0 { alternatives.append(.init("", weight: fates.dropped)) }
    if split > 0 {
      for (place, insertion) in fates.insertions.enumerated() {
        alternatives.append(
          .init(
            words[place % min(words.count, 3)].text + " " + insertion.word,
            weight: split * Double(insertion.count) / Double(inserted)))
      }
    }
    return alternatives
  }
}
