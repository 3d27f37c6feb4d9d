package import Artifacts
public import Foundation
import Perturbations
import Robustness

extension RunSelections {
  /// The name of the file beside a report's record.
  public static let fileName = "selections.jsonl.gz"

  /// A line of the file.
  private enum Line: Codable {
    case head(Head)
    case list(ListSelections)
    case discrimination(PairOutcomes)
    case property(PropertyOutcomes)

    private enum CodingKeys: String, CodingKey { case run, list, discrimination, property }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      if let list = try values.decodeIfPresent(ListSelections.self, forKey: .list) {
        self = .list(list)
      } else if let pairs = try values.decodeIfPresent(
        PairOutcomes.self, forKey: .discrimination)
      {
        self = .discrimination(pairs)
      } else if let property = try values.decodeIfPresent(
        PropertyOutcomes.self, forKey: .property)
      {
        self = .property(property)
      } else {
        self = .head(try values.decode(Head.self, forKey: .run))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .head(let head): try values.encode(head, forKey: .run)
      case .list(let list): try values.encode(list, forKey: .list)
      case .discrimination(let pairs): try values.encode(pairs, forKey: .discrimination)
      case .property(let property): try values.encode(property, forKey: .property)
      }
    }
  }

  /// The gzipped file: equal selections give equal bytes.
  public var data: Data {
    var data = Data()
    forEachPiece { data += $0 }
    return data
  }

  /// Writes the file whole or not at all.
  ///
  /// - Throws: ``ArtifactError/unwritable(path:reason:)``.
  package func write(to path: String) throws(ArtifactError) {
    // Pieces come when they are ready, a file asks for them: packed, they wait in a file of their own.
    var builder = Spooled<Data>.Builder(
      room: 1 << 24, size: \.count, encode: { $1.append(Array($0)) },
      decode: { Data($0.bytes()) })
    forEachPiece { builder.append($0) }
    var pieces = builder.finish().makeIterator()
    try ArtifactFile.writePieces(to: path, wrapping: { $0 }) { () throws(ArtifactError) in
      pieces.next()
    }
  }

  /// The gzipped file, piece by piece.
  private func forEachPiece(_ body: (Data) -> Void) {
    var deflater = GzipDeflater()
    var text = Data()
    @Sendable func encoded(_ line: Line) -> Data { CanonicalJSON.data(finite: line, .line) }
    func append(_ line: Data) {
      text += line
      text.append(0x0A)
      guard text.count >= 1 << 20 else { return }
      body(deflater.deflate(text))
      text = Data()
    }
    append(encoded(.head(head)))
    for corpus in corpora {
      // Lists of one utterance have their texts in common, which packs them into a third of the bytes.
      corpus.lists.forEachByUtterance({ encoded(.list($0)) }, append)
      for pairs in corpus.discrimination { append(encoded(.discrimination(pairs))) }
      for property in corpus.properties { append(encoded(.property(property))) }
    }
    body(deflater.deflate(text, isLast: true))
  }

  /// Reads what a report wrote beside its record.
  ///
  /// - Throws: ``RunError/file(_:)``, or ``RunError/malformedSelections(path:line:reason:)`` for anything
  ///   that is not such a file.
  public init(contentsOf path: String) throws(RunError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    var head: Head?
    var corpora: [Gathered] = []
    for line in lines {
      func fail(_ reason: String) -> RunError {
        .malformedSelections(path: path, line: line.number, reason: reason)
      }
      let read: Line
      do {
        read = try JSONDecoder().decode(Line.self, from: Data(line.bytes))
      } catch {
        throw fail("a run's selections, found \(JSONFault.description(of: error))")
      }
      guard case .head = read else {
        guard let head else { throw fail("\"run\" first, found another line") }
        if let reason = Self.add(read, to: &corpora, head) { throw fail(reason) }
        continue
      }
      guard head == nil, case .head(let found) = read else {
        throw fail("\"run\" once, found it twice")
      }
      guard found.version == Self.version else {
        throw fail("\"version\" \(Self.version), found \(found.version)")
      }
      head = found
    }
    guard let head else {
      throw .malformedSelections(path: path, line: 1, reason: "\"run\", found an empty file")
    }
    self.init(head: head, corpora: corpora.map(\.selections))
  }

  /// A corpus's lines so far.
  private struct Gathered {
    let corpus: String
    var lists: [ListSelections] = []
    var discrimination: [PairOutcomes] = []
    var properties: [PropertyOutcomes] = []

    var selections: CorpusSelections {
      CorpusSelections(
        corpus: corpus, lists: SelectedLists(lists.grouped(by: \.place).flatMap(\.self)),
        discrimination: discrimination, properties: properties)
    }
  }

  /// Adds a line to its corpus, or says what was expected and found instead.
  private static func add(_ line: Line, to corpora: inout [Gathered], _ head: Head) -> String? {
    let corpus =
      switch line {
      case .head: ""
      case .list(let list): list.corpus
      case .discrimination(let pairs): pairs.corpus
      case .property(let property): property.corpus
      }
    if corpora.last?.corpus != corpus {
      if corpora.contains(where: { $0.corpus == corpus }) {
        return "each corpus once, found \"\(corpus)\" again"
      }
      corpora.append(Gathered(corpus: corpus))
    }
    let last = corpora.count - 1
    switch line {
    case .head: break
    case .list(let list):
      if let fault = list.fault(models: head.models) { return fault }
      corpora[last].lists.append(list)
    case .discrimination(let pairs): corpora[last].discrimination.append(pairs)
    case .property(let property): corpora[last].properties.append(property)
    }
    return nil
  }
}

extension ListSelections {
  /// What lists of different utterances have in common: in memory they stand together.
  fileprivate struct Place: Hashable {
    let condition: PerturbationCondition?
    let draw: Int?
    /// The model, for a list that belongs to one model.
    let model: String?
  }

  fileprivate var place: Place {
    Place(
      condition: condition, draw: draw,
      model: condition?.scope == .selected ? selections.first?.model : nil)
  }

  /// What is expected and found instead, where the line contradicts itself.
  fileprivate func fault(models: [String]) -> String? {
    for selection in selections {
      if !models.contains(selection.model) {
        return "a model of the run, found \"\(selection.model)\""
      }
      for text in [selection.text, selection.staying?.text ?? 0] where !texts.indices.contains(text)
      {
        return "an index below \(texts.count), found \(text)"
      }
      if selection.edits.count != 3 || selection.edits.contains(where: { $0 < 0 }) {
        return "three counts of \"edits\", found \(selection.edits)"
      }
      if selection.rank < 1 { return "a rank from 1, found \(selection.rank)" }
    }
    return nil
  }
}
