public import Lexicons

/// A ``ConfusionModel`` as confusions to sample from.
///
/// A phrase that was misheard is misheard as it was, as often as it was. A word that never was, or of
/// which nothing was seen, is misheard as seldom as that lets expect (``ConfusionModel/rareRate``): as
/// what competed with it within lists, or else as a homophone or a word one phone away, weighed by how
/// often that phone is confused and by the square root of the word's frequency.
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
      return PhraseAlternatives(
        alternatives.sorted { $0.weight > $1.weight }, weight: model.rate(of: word))
    }
  }

  public var longestPhrase: Int { model.phrases.longestPhrase }

  public func alternatives(for phrase: String) -> PhraseAlternatives? {
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
}
