import Artifacts
import PropertyTesting
package import Rescoring
package import Transcripts

/// A rescorer that meets every property, because it knows what was said: the other half of the proof
/// that properties judge rightly.
///
/// A text's cost is its distance to the nearest reference *by sound* (edits between words of which
/// homophones count as one), plus up to a half that follows from its sound alone, plus a millionth of
/// its distance by spelling. So the sound decides, which homophones can't change; different sounds
/// are never equally dear; and among equal sounds the right spelling is cheaper.
///
/// A text that is no reference may be several, one after another: then the pairs of neighboring sounds that no
/// references have, and two, stand in for the distance if that is less.
///
/// It compares with every reference: for small corpora only.
package struct HealthyModel: RescoringModel {
  package let sounds: SoundClasses
  private let references: [[String]]
  private let referenceSounds: [[String]]
  /// Pairs of neighboring sounds within references, and between any two.
  private let pairs: Set<[String]>
  private let longest: Int
  private let known = KnownCosts()

  /// - Parameters:
  ///   - references: what was said.
  ///   - sounds: which words sound the same.
  package init(references: [String], sounds: SoundClasses) {
    let words = references.map { TextNormalizer.standard.words(in: $0) }
    self.references = words
    referenceSounds = words.map { $0.map(sounds.representative) }
    self.sounds = sounds
    longest = words.map(\.count).max() ?? 0
    var pairs: Set<[String]> = []
    for words in referenceSounds {
      for (first, second) in zip(words, words.dropFirst()) { pairs.insert([first, second]) }
    }
    let (ends, starts) = (
      Set(referenceSounds.compactMap(\.last)), Set(referenceSounds.compactMap(\.first))
    )
    for end in ends { for start in starts { pairs.insert([end, start]) } }
    self.pairs = pairs
  }

  package var identity: ModelIdentity {
    ModelIdentity(
      name: "healthy", summary: "knows the references",
      digest: .sha256(of: references.map { $0.joined(separator: " ") }.joined(separator: "\n")))
  }

  package var scoresEachTextAlone: Bool { true }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in list.texts.map { text in known.cost(of: text) { cost(of: text) } } }
  }

  private func cost(of text: String) -> Double {
    let words = TextNormalizer.standard.words(in: text)
    let sound = words.map(sounds.representative)
    let share = Double(Seed(1).derived(sound).value >> 11) * 0x1p-53
    // Spelling here: how many words are not the first of their sound, which homophones change.
    let strange = 2 + zip(sound, sound.dropFirst()).count { !pairs.contains([$0, $1]) }
    let odd = zip(words, sound).count { $0 != $1 }
    // So much longer than any reference that no distance can be less.
    if words.count - longest >= strange {
      return Double(strange) + 0.5 * share + 1e-6 * Double(odd)
    }
    var (bySound, bySpelling) = (Int.max, Int.max)
    for (reference, referenceSound) in zip(references, referenceSounds) {
      let distance = WordDistance.edits(referenceSound, sound)
      guard distance <= bySound else { continue }
      let spelling = WordDistance.edits(reference, words)
      if (distance, spelling) < (bySound, bySpelling) {
        (bySound, bySpelling) = (distance, spelling)
      }
    }
    if strange < bySound { (bySound, bySpelling) = (strange, odd) }
    guard bySound < .max else { return Double(words.count) }
    return Double(bySound) + 0.5 * share + 1e-6 * Double(bySpelling)
  }
}

/// Costs by the bytes of the text: a self-test asks for the same few thousand texts over and over.
private final class KnownCosts: Sendable {
  private let costs = Lock<[[UInt8]: Double]>([:])

  func cost(of text: String, compute: () -> Double) -> Double {
    let key = Array(text.utf8)
    if let cost = costs.withLock({ $0[key] }) { return cost }
    let cost = compute()
    costs.withLock { $0[key] = cost }
    return cost
  }
}
