import Lexicons
import Perturbations
import Transcripts

/// A homophone that a recognizer wrote instead of what was said.
struct RealError {
  /// Index of the utterance, for resampling.
  let utterance: Int
  /// The best-ranked hypothesis that has the error, with this one word put right: what the first pass would
  /// have written but for the error. Normalized.
  let text: String
  let position: Int
  let said: String
  let written: String
}

extension RealError {
  /// The homophone errors of the best `depth` hypotheses, each once an utterance.
  static func all(
    in corpora: [Corpus], _ homophones: HomophoneIndex, depth: Int = 20
  ) -> [RealError] {
    var errors: [RealError] = []
    let normalizer = TextNormalizer.standard
    for (number, utterance) in corpora.flatMap(\.utterances).enumerated() {
      let reference = normalizer.words(in: utterance.reference)
      var seen: Set<String> = []
      for hypothesis in utterance.nBest.hypotheses.prefix(depth) {
        let words = normalizer.words(in: hypothesis.text)
        let alignment = WordAlignment(reference: reference, hypothesis: words)
        var (said, written) = (0, 0)
        for operation in alignment.operations {
          if operation == .substitution,
            homophones.areHomophones(reference[said], words[written]),
            seen.insert("\(said) \(words[written])").inserted
          {
            var text = words
            text[written] = reference[said]
            errors.append(
              RealError(
                utterance: number, text: text.joined(separator: " "), position: written,
                said: reference[said], written: words[written]))
          }
          if operation != .insertion { said += 1 }
          if operation != .deletion { written += 1 }
        }
      }
    }
    return errors
  }

  /// −log₂ of the probability that the perturbation, replacing one word of the text, makes this error; nil if it
  /// can't make it.
  func bits(under perturbation: HomophoneSubstitution) -> Double? {
    let places = perturbation.places(in: text)
    guard let place = places.first(where: { $0.position == position }),
      let candidate = place.candidates.first(where: { $0.word == written })
    else { return nil }
    let odds = places.reduce(0) { $0 + $1.odds }
    // Rounding may take a probability to 0.
    return -Self.log2(max(place.odds / odds * candidate.probability, 1e-300))
  }
}
