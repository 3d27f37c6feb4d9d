import Foundation
package import Rescoring
package import Transcripts

/// A trigram of characters with additive smoothing: no vocabulary, every letter counts.
///
///     cost = − Σ ln (c(u v w) + k) / (c(u v) + k V),  k = 0.05
package struct CharacterModel: RescoringModel {
  package let identity: ModelIdentity
  private let triples: [[Character]: Int]
  private let pairs: [[Character]: Int]
  private let size: Double

  package init(trainedOn texts: [String]) {
    var triples: [[Character]: Int] = [:]
    var pairs: [[Character]: Int] = [:]
    var letters: Set<Character> = []
    for text in texts {
      let characters = Self.characters(of: text)
      letters.formUnion(characters)
      for place in characters.indices.dropFirst(2) {
        triples[Array(characters[place - 2...place]), default: 0] += 1
        pairs[Array(characters[place - 2..<place]), default: 0] += 1
      }
    }
    self.triples = triples
    self.pairs = pairs
    size = Double(letters.count + 1)
    identity = ModelIdentity(
      name: "characters", summary: "trigram of characters",
      digest: .sha256(of: texts.joined(separator: "\n")))
  }

  private static func characters(of text: String) -> [Character] {
    Array("\u{2}\u{2}" + TextNormalizer.standard.normalize(text) + "\u{3}")
  }

  package var scoresEachTextAlone: Bool { true }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { $0.texts.map(cost) }
  }

  private func cost(of text: String) -> Double {
    let characters = Self.characters(of: text)
    return characters.indices.dropFirst(2).reduce(0.0) { cost, place in
      let triple = Double(triples[Array(characters[place - 2...place]), default: 0]) + 0.05
      let pair = Double(pairs[Array(characters[place - 2..<place]), default: 0]) + 0.05 * size
      return cost - log(triple / pair)
    }
  }
}
