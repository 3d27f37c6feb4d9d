import Transcripts

extension Corpus {
  /// The cluster of each utterance: the value of `field`, or the utterance's own place where none is named.
  ///
  /// - Precondition: each utterance has the field (``checkClusters(by:)``).
  func clusters(by field: String?) -> [String] {
    guard let field else { return utterances.indices.map(String.init) }
    return utterances.map { utterance in
      guard let value = utterance.field(field) else {
        preconditionFailure("a run refuses corpora that lack the field")
      }
      return value
    }
  }

  /// - Throws: ``RunError/missingField(corpus:utterance:field:known:)`` for the first utterance that lacks
  ///   the field.
  func checkClusters(by field: String) throws(RunError) {
    for utterance in utterances where utterance.field(field) == nil {
      throw .missingField(
        corpus: name, utterance: utterance.id, field: field, known: utterance.fields.keys.sorted())
    }
  }
}
