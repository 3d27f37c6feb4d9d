import Artifacts

/// Utterances that were read together, with the name and digest by which a report refers to them.
public struct Corpus: Sendable, RandomAccessCollection {
  /// The file's name or another short name.
  public let name: String
  /// Of the uncompressed lines; so packing a corpus differently doesn't change it.
  public let digest: Digest
  /// In the file's order.
  public let utterances: [Utterance]
  /// What its lists have in common, as their file had them.
  public let survey: CorpusSurvey

  /// - Parameters:
  ///   - utterances: each list in first-pass order.
  ///   - survey: of the lists as they were read; nil takes it of `utterances`.
  public init(
    name: String, digest: Digest, utterances: [Utterance], survey: CorpusSurvey? = nil
  ) {
    self.name = name
    self.digest = digest
    self.utterances = utterances
    self.survey = survey ?? CorpusSurvey(of: utterances)
  }

  /// Of the utterances that are held, in their order, whatever their file looked like: the SHA-256 of
  /// each one's line in JSON Lines.
  ///
  /// Unlike ``digest`` it tells a corpus from its first utterances. It is computed on each call.
  package var contentDigest: Digest {
    var hasher = DigestHasher()
    for utterance in utterances { hasher.update(JSONLinesFormat.line(utterance) + "\n") }
    return hasher.finalize()
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { utterances.count }
  public subscript(position: Int) -> Utterance { utterances[position] }
}
