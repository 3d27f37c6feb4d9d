import ArtifactFiles
public import Rescoring
public import Transcripts

/// A rescorer that meets every property, because it knows what was said: the other half of the proof
/// that properties judge rightly.
///
/// A text's cost is its distance to the nearest reference *by sound* (edits between words of which
/// homophones count as one), plus a hundredth of its distance by spelling. So the sound decides,
/// which homophones can't change, and among equal sounds the right spelling is cheaper.
///
/// It compares with every reference: for small corpora only.
public struct HealthyModel: RescoringModel {
  private let references: [[String]]
  private let sounds: [[String]]
  private let representative: @Sendable (String) -> String

  /// - Parameters:
  ///   - references: what was said.
  ///   - representative: the same word for all words that sound the same.
  public init(
    references: [String], representative: @escaping @Sendable (String) -> String
  ) {
    self.references = references.map { TextNormalizer.standard.words(in: $0) }
    sounds = self.references.map { $0.map(representative) }
    self.representative = representative
  }

  public var identity: ModelIdentity {
    ModelIdentity(
      name: "healthy", summary: "knows the references",
      digest: .sha256(of: references.map { $0.joined(separator: " ") }.joined(separator: "\n")))
  }

  public var scoresEachTextAlone: Bool { true }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in list.texts.map(cost) }
  }

  private func cost(of text: String) -> Double {
    let words = TextNormalizer.standard.words(in: text)
    let sound = words.map(representative)
    var best = Double.infinity
    for (reference, referenceSound) in zip(references, sounds) {
      let bySound = Double(WordDistance.edits(referenceSound, sound))
      guard bySound <= best else { continue }
      best = min(best, bySound + 0.01 * Double(WordDistance.edits(reference, words)))
    }
    return best.isFinite ? best : Double(words.count)
  }
}

extension HomophoneCandidates {
  /// One spelling for all words that can be reached from `word` by homophones: the first of them in
  /// the order of their UTF-8 bytes.
  public func representative(of word: String) -> String {
    var reached: Set<String> = [word]
    var open = [word]
    var least = word
    while let next = open.popLast() {
      for other in candidates(for: next) where reached.insert(other).inserted {
        open.append(other)
        if other.utf8.lexicographicallyPrecedes(least.utf8) { least = other }
      }
    }
    return least
  }
}
