import Artifacts

/// Utterances that were read together, with the name and digest by which a report refers to them.
public struct Corpus: Sendable, RandomAccessCollection {
  /// The file's name or another short name.
  public let name: String
  /// The digest of the uncompressed lines, independent of compression.
  public let digest: Digest
  /// The utterances in the order of the file.
  public let utterances: Utterances
  /// What its lists have in common, as their file had them.
  public let survey: CorpusSurvey
  /// What counts as the same word in its texts, wherever they are compared.
  public var normalizer = TextNormalizer.standard
  /// The line at which each utterance begins in its file, counted from 1; empty if they come from
  /// no file.
  private let lines: [Int]
  /// All utterances that these are a selection of, and their places there; nil where these are all.
  private var whole: (utterances: Utterances, places: [Int])?

  /// - Parameters:
  ///   - name: the name for reports.
  ///   - digest: the digest of the uncompressed lines.
  ///   - utterances: each list in first-pass order.
  ///   - survey: of the lists as they were read; nil takes it of `utterances`.
  ///   - lines: of the file, where each utterance begins; empty if they come from no file.
  public init(
    name: String, digest: Digest, utterances: [Utterance], survey: CorpusSurvey? = nil,
    lines: [Int] = []
  ) {
    self.init(
      name: name, digest: digest, utterances: Utterances(utterances), survey: survey, lines: lines)
  }

  /// - Parameters:
  ///   - survey: as above.
  ///   - lines: as above.
  package init(
    name: String, digest: Digest, utterances: Utterances, survey: CorpusSurvey? = nil,
    lines: [Int] = []
  ) {
    precondition(lines.isEmpty || lines.count == utterances.count, "a line for each utterance")
    self.name = name
    self.digest = digest
    self.utterances = utterances
    self.survey = survey ?? CorpusSurvey(of: utterances)
    self.lines = lines
  }

  /// The place of an utterance in its file.
  public func place(of index: Int) -> CorpusSurvey.Place {
    CorpusSurvey.Place(line: lines.isEmpty ? 0 : lines[index], id: utterances[index].id)
  }

  /// The utterances at these places, in this order.
  package func selecting(_ indices: [Int]) -> Corpus {
    var selected = Corpus(
      name: name, digest: digest, utterances: utterances.selecting(indices), survey: survey,
      lines: lines.isEmpty ? [] : indices.map { lines[$0] })
    selected.normalizer = normalizer
    selected.whole = (
      whole?.utterances ?? utterances,
      whole.map { whole in indices.map { whole.places[$0] } } ?? indices
    )
    return selected
  }

  /// What stands before each utterance, by its place in this corpus, in the corpus that was read.
  ///
  /// - Parameters:
  ///   - length: the most previous texts that are wanted.
  ///   - text: how models read a text.
  package func contexts(
    length: Int, text: @escaping @Sendable (String) -> String
  ) -> @Sendable (Int) -> ListContext {
    let contexts = ListContexts(whole?.utterances ?? utterances, length: length, text: text)
    let places = whole?.places
    return { contexts[places?[$0] ?? $0] }
  }

  /// The digest of the utterances in their order, whatever their file looked like: the SHA-256 of
  /// their lines in JSON Lines.
  ///
  /// Unlike ``digest`` it distinguishes a corpus from its first utterances. It is computed on each
  /// call.
  package var contentDigest: Digest {
    var hasher = DigestHasher()
    for utterance in utterances { hasher.update(JSONLinesFormat.line(utterance) + "\n") }
    return hasher.finalize()
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { utterances.count }
  public subscript(position: Int) -> Utterance { utterances[position] }
}
