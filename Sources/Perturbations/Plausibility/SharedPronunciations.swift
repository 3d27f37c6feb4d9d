import Lexicons

/// The probability that a word, as it was said, is a pronunciation of another.
struct SharedPronunciations: Sendable {
  let lexicon: Lexicon
  let stress: Stress
  let variants: Variants

  /// For each of the others, `Σ P(p | word) P(p | other)` over pronunciations p.
  ///
  /// The lexicon's probabilities are used if it has them; otherwise all pronunciations of a word
  /// are equally probable. The result is nil if one of the others has no
  /// pronunciation in common with the word.
  func shares(of word: String, with others: [String]) -> [Double]? {
    let own = probabilities(of: word)
    var shares: [Double] = []
    for other in others {
      var share = 0.0
      // In the order of the file: sums of floating-point numbers depend on theirs.
      for theirs in probabilities(of: other) {
        for mine in own where mine.phones == theirs.phones {
          share += mine.probability * theirs.probability
        }
      }
      guard share > 0 else { return nil }
      shares.append(share)
    }
    return shares
  }

  private func probabilities(of word: String) -> [(phones: [UInt8], probability: Double)] {
    var said = lexicon.pronunciations(of: word)
    if variants == .first { said = Array(said.prefix(1)) }
    let total = said.reduce(0) { $0 + ($1.probability ?? 1) }
    return said.map { one in
      let phones = one.phones.map {
        (stress == .ignored ? lexicon.inventory.withoutStress($0) : $0).code
      }
      return (phones, (one.probability ?? 1) / total)
    }
  }
}
