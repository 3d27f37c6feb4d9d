import Lexicons

/// How probable it is that a word, as it was said, is a pronunciation of another.
struct SharedPronunciations: Sendable {
  let lexicon: Lexicon
  let stress: Stress
  let variants: Variants

  /// `Σ P(p | word) P(p | other)` over pronunciations p, for each of the others.
  ///
  /// A lexicon's probabilities count where it has them; otherwise all pronunciations of a word are equally
  /// probable. Words without a common pronunciation get nil for all.
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
