/// A reference as it is counted against, normalized once for all hypotheses.
package struct CountedReference: Sendable {
  private let words: [String]
  private let graph: ReferenceGraph?
  private let normalizer: TextNormalizer

  /// Larger tables take too much memory: then the plain reference is counted against.
  private static let cellLimit = 1 << 26

  package init(_ utterance: Utterance, normalizer: TextNormalizer = .standard) {
    self.normalizer = normalizer
    words = normalizer.units(in: utterance.reference)
    graph = utterance.referenceMarkup.map { ReferenceGraph($0, normalizer: normalizer) }
  }

  /// The number of words of the reference; of one with markup, as ``ReferenceMarkup/plainText`` has
  /// them.
  package var wordCount: Int { words.count }

  /// The errors of a text, whose reference words are those of the way of saying it that is closest.
  package func errors(
    of text: String, weights: WordAlignment.Weights = .unit
  ) -> WordErrorRate {
    let heard = normalizer.units(in: text)
    guard let graph, graph.cells(heard.count) <= Self.cellLimit else {
      return WordErrorRate(reference: words, hypothesis: heard, weights: weights)
    }
    var counts = (hits: 0, substitutions: 0, deletions: 0, insertions: 0)
    for step in graph.alignment(heard, weights: weights) {
      switch step.operation {
      case .hit: counts.hits += 1
      case .substitution: counts.substitutions += 1
      case .deletion: counts.deletions += 1
      case .insertion: counts.insertions += 1
      }
    }
    return WordErrorRate(
      substitutions: counts.substitutions, deletions: counts.deletions,
      insertions: counts.insertions,
      referenceWords: counts.hits + counts.substitutions + counts.deletions)
  }

  /// What was said and heard, word by word; a word that may be left out and was is a hit without a heard
  /// word.
  package func alignment(
    of text: String, weights: WordAlignment.Weights = .unit
  ) -> [(operation: WordAlignment.Operation, said: String?, heard: String?)] {
    let heard = normalizer.units(in: text)
    if let graph, graph.cells(heard.count) <= Self.cellLimit {
      return graph.alignment(heard, weights: weights).map { ($0.operation, $0.said, $0.heard) }
    }
    var (row, column) = (0, 0)
    return WordAlignment(reference: words, hypothesis: heard, weights: weights).operations.map {
      operation in
      let said = operation == .insertion ? nil : words[row]
      let other = operation == .deletion ? nil : heard[column]
      if said != nil { row += 1 }
      if other != nil { column += 1 }
      return (operation, said, other)
    }
  }
}

extension Utterance {
  /// The field that holds a reference with SCTK's markup, beside its plain text.
  static let markupField = "referenceMarkup"

  /// The reference's alternations and optional words, if it has any.
  public var referenceMarkup: ReferenceMarkup? {
    guard case .text(let text) = fields[Self.markupField] else { return nil }
    return ReferenceMarkup(text)
  }

  /// The errors of one of its hypotheses, or of any other text.
  public func errors(
    of text: String, normalizer: TextNormalizer = .standard,
    weights: WordAlignment.Weights = .unit
  ) -> WordErrorRate {
    guard fields[Self.markupField] != nil else {
      return WordErrorRate(
        reference: reference, hypothesis: text, normalizer: normalizer, weights: weights)
    }
    return CountedReference(self, normalizer: normalizer).errors(of: text, weights: weights)
  }
}
