/// What was said, by id: a file of references that belongs to lists without any.
///
/// Any format will do: where utterances have a reference it counts, and otherwise their first hypothesis,
/// so that SCTK's trn and stm files, Kaldi's `text`, manifests and other lists all serve. A file that looks
/// like no other format is read as Kaldi's text.
public struct CorpusReferences: Sendable {
  /// The file as it was named.
  public let source: String
  /// What becomes of their markup unless the corpus says otherwise.
  let markup: CorpusDeclaration.Markup
  private let texts: [String: String]
  /// The ids by their lower-case forms, where these are unique, since ids in trn files may differ
  /// in case.
  private let foldedIDs: [String: [String]]

  /// Reads references from `PATH` or `FORMAT:PATH`.
  ///
  /// - Throws: ``CorpusError`` at the first line that is wrong; `CorpusError.duplicateID` names an id
  ///   that stands twice.
  public init(contentsOf source: String) throws(CorpusError) {
    var parsed = try CorpusSource(source)
    if parsed.format == nil {
      var sample = try CorpusSample(CorpusLines(path: parsed.path, files: [parsed.path]))
      let format = try Self.format(&sample)
      // What was looked at is gone from a pipe.
      guard sample.lines.isRegularFile else {
        throw .badOption(
          source: source, option: "references", expected: "FORMAT:PATH for a pipe",
          found: "only a path")
      }
      parsed = CorpusSource(path: parsed.path, format: format, declared: parsed.declared)
    }
    var declared = parsed.declared
    declared.scores = ScoreDirection.none
    markup = declared.markup ?? parsed.format?.markup ?? .keep
    // The lists that they belong to say what becomes of it.
    declared.markup = .keep
    var reader = try CorpusReader(
      CorpusSource(path: parsed.path, format: parsed.format, declared: declared))
    var texts: [String: String] = [:]
    var folded: [String: [String]] = [:]
    while let utterance = try reader.next() {
      texts[utterance.id] = utterance.referenceIfKnown ?? utterance.nBest[0].text
      folded[utterance.id.lowercased(), default: []].append(utterance.id)
    }
    self.source = source
    self.texts = texts
    foldedIDs = folded
  }

  /// The format of a file that is named without one.
  private static func format(
    _ sample: inout CorpusSample
  ) throws(CorpusError) -> any CorpusFormat {
    let found = try CorpusFormats.recognized(in: &sample)
    // Lists by id need no hypotheses here.
    if found == nil || found is MLMScoringFormat, try JSONOutline(&sample).root == .object {
      return ReferenceObjectFormat()
    }
    return found ?? KaldiTextFormat()
  }

  /// Makes references from texts, by id.
  public init(_ texts: [String: String], source: String = "references") {
    self.source = source
    self.texts = texts
    markup = .keep
    foldedIDs = Dictionary(grouping: texts.keys.sorted()) { $0.lowercased() }
  }

  /// The number of references.
  public var count: Int { texts.count }

  /// What was said; nil where the file has no such id, or several that differ in case alone.
  public subscript(id: String) -> String? {
    if let text = texts[id] { return text }
    guard let ids = foldedIDs[id.lowercased()], ids.count == 1 else { return nil }
    return texts[ids[0]]
  }
}

extension CorpusReferences {
  /// Finds the references of a corpus as it is read, and keeps count of those that are missing.
  struct Matching {
    private let references: CorpusReferences
    private var (missing, first): (Int, [String]) = (0, [])

    /// The largest number of ids that are named in an error.
    private static let named = 5

    init(_ references: CorpusReferences) {
      self.references = references
    }

    mutating func reference(of id: String) -> String? {
      if let text = references[id] { return text }
      missing += 1
      if first.count < Self.named { first.append(id) }
      return nil
    }

    /// - Throws: ``CorpusError/missingReferences(path:source:count:ids:)``.
    func requireComplete(for path: String) throws(CorpusError) {
      guard missing > 0 else { return }
      throw .missingReferences(
        path: path, source: references.source, count: missing, ids: first)
    }
  }
}
