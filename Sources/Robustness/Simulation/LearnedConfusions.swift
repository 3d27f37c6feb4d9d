public import Lexicons

/// A ``ConfusionModel`` as confusions to sample from.
///
/// A phrase that was misheard is misheard as it was, as often as it was; one that competed within
/// lists likewise. A word of which nothing was seen is misheard as rare words are: as a homophone or a
/// word one phone away, weighed by how often that phone is confused and by the square root of the
/// word's frequency.
public struct LearnedConfusions: PhraseConfuser {
  public let model: ConfusionModel
  private let sounds: ConfusionFunction

  /// - Parameters:
  ///   - homophones: candidates for words never seen; nil leaves such words alone.
  ///   - near: likewise.
  public init(
    _ model: ConfusionModel, homophones: HomophoneIndex? = nil, near: NearHomophones? = nil,
    minimumFrequency: Int = 50
  ) {
    self.model = model
    let rates = model.phones.rates()
    let rare = model.rareRate
    sounds = ConfusionFunction { word in
      var alternatives: [PhraseAlternatives.Alternative] = []
      for candidate in homophones?.candidates(
        for: word, minimumCount: minimumFrequency, limit: 5) ?? []
      {
        alternatives.append(.init(candidate.word, weight: Double(candidate.count).squareRoot()))
      }
      if let near {
        let lexicon = near.lexicon
        for candidate in near.candidates(for: word, minimumCount: minimumFrequency, limit: 40) {
          let pairs =
            PhoneConfusions.pairs([word], [candidate.word], lexicon, near.distances) ?? []
          let changes = pairs.filter { $0.said != $0.heard }
          let rate = changes.reduce(1.0) { rate, pair in
            rate
              * rates(
                pair.said.map { lexicon.inventory.symbol(of: $0) } ?? "",
                pair.heard.map { lexicon.inventory.symbol(of: $0) } ?? "")
          }
          alternatives.append(
            .init(candidate.word, weight: rate * Double(candidate.count).squareRoot()))
        }
      }
      guard !alternatives.isEmpty else { return nil }
      return PhraseAlternatives(alternatives.sorted { $0.weight > $1.weight }, weight: rare)
    }
  }

  public var longestPhrase: Int {
    max(model.phrases.longestPhrase, model.competitors.longestPhrase)
  }

  public func alternatives(for phrase: String) -> PhraseAlternatives? {
    if let entry = model.phrases.entry(for: phrase) ?? model.competitors.entry(for: phrase) {
      return PhraseAlternatives(
        entry.alternatives.map { .init($0.text, weight: Double($0.count)) }, weight: entry.rate)
    }
    return phrase.contains(" ") ? nil : sounds.alternatives(for: phrase)
  }
}
