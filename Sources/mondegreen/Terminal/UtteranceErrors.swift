import Transcripts

/// The word errors of an utterance's top hypothesis, for tables of utterances and speakers.
struct UtteranceErrors: Encodable {
  let id: String
  let errors: WordErrorRate
  let wer: Double?

  init(
    _ utterance: Utterance, normalizer: TextNormalizer, weights: WordAlignment.Weights
  ) {
    id = utterance.id
    errors = utterance.errors(
      of: utterance.nBest[0].text, normalizer: normalizer, weights: weights)
    wer = errors.rate
  }

  /// What was said above what was heard, word above word, and what became of each: S for a substitution, D
  /// for a deletion, I for an insertion.
  static func alignment(
    _ utterance: Utterance, normalizer: TextNormalizer, weights: WordAlignment.Weights
  ) -> String {
    var lines = (said: "REF: ", heard: "HYP: ", outcome: "     ")
    let steps = CountedReference(utterance, normalizer: normalizer).alignment(
      of: utterance.nBest[0].text, weights: weights)
    for step in steps {
      let said = step.said ?? ""
      let heard = step.heard ?? ""
      let width = max(said.count, heard.count)
      let mark =
        switch step.operation {
        case .hit: " "
        case .substitution: "S"
        case .deletion: "D"
        case .insertion: "I"
        }
      lines.said += " " + padded(said.isEmpty ? stars(width) : said, width)
      // A word that may be left out, and was, is neither heard nor missed.
      let gap = step.operation == .hit ? "" : stars(width)
      lines.heard += " " + padded(heard.isEmpty ? gap : heard, width)
      lines.outcome += " " + padded(mark, width)
    }
    return [utterance.id, lines.said, lines.heard, lines.outcome].map { line in
      var line = Substring(line)
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  private static func stars(_ width: Int) -> String { String(repeating: "*", count: width) }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// Word errors by the value of a field, in the order in which values are first seen.
struct ErrorsByField {
  let field: String
  private(set) var rows: [(value: String, errors: WordErrorRate)] = []
  private var places: [String: Int] = [:]

  init(field: String) {
    self.field = field
  }

  mutating func add(_ errors: WordErrorRate, of utterance: Utterance) {
    let value = value(of: utterance)
    if let place = places[value] {
      rows[place].errors += errors
    } else {
      places[value] = rows.count
      rows.append((value, errors))
    }
  }

  /// The field's value; of speakers that the corpus doesn't name, what stands before the first hyphen of
  /// the id, as SCTK has it.
  private func value(of utterance: Utterance) -> String {
    if let value = utterance.field(field) { return value }
    guard field == "speaker" else { return "–" }
    return utterance.id.firstIndex(of: "-").map { String(utterance.id[..<$0]) } ?? utterance.id
  }
}
