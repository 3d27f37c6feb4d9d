import Artifacts
import Foundation

/// The pieces of a WordPiece model and their ids, in the order of `vocab.txt`.
public struct WordPieceVocabulary: Hashable, Sendable {
  /// Piece of each id; pieces that continue a word begin with `##`.
  public let pieces: [String]
  /// Ids by UTF-8 bytes: String would take canonically equivalent pieces for the same.
  private let identifiers: [[UInt8]: Int32]

  /// Id of `[PAD]`, 0 if there is none.
  public let padding: Int32
  /// The id of `[UNK]`.
  public let unknown: Int32
  /// Id of `[CLS]`, the first token of every sequence.
  public let classification: Int32
  /// Id of `[SEP]`, the last token of every sequence.
  public let separator: Int32
  /// The id of `[MASK]`.
  public let mask: Int32

  public var count: Int { pieces.count }

  /// The special tokens that every vocabulary needs.
  public static let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  /// - Parameters:
  ///   - pieces: the pieces in the order of their numbers.
  ///   - path: where the pieces come from, for error messages.
  /// - Throws: ``ModelFileError`` when a special token is missing or a piece stands twice.
  public init(pieces: [String], path: String = "vocab.txt") throws(ModelFileError) {
    var identifiers: [[UInt8]: Int32] = [:]
    identifiers.reserveCapacity(pieces.count)
    for (index, piece) in pieces.enumerated() {
      let earlier = identifiers.updateValue(Int32(index), forKey: Array(piece.utf8))
      if let earlier {
        throw .malformed(
          path: path,
          reason: "expected each piece once, found \"\(piece)\" on lines \(earlier + 1) and"
            + " \(index + 1)")
      }
    }
    func special(_ piece: String) throws(ModelFileError) -> Int32 {
      guard let id = identifiers[Array(piece.utf8)] else {
        throw .missingKey(path: path, key: piece)
      }
      return id
    }
    padding = identifiers[Array("[PAD]".utf8)] ?? 0
    unknown = try special("[UNK]")
    classification = try special("[CLS]")
    separator = try special("[SEP]")
    mask = try special("[MASK]")
    self.pieces = pieces
    self.identifiers = identifiers
  }

  /// Reads `vocab.txt`: one piece a line.
  public init(path: String) throws(ModelFileError) {
    let lines: TextLines
    do {
      lines = try TextLines(path: path)
    } catch {
      throw .file(error)
    }
    var pieces: [String] = []
    for line in lines {
      guard let text = line.text else { throw .file(.notUTF8(path: path, line: line.number)) }
      pieces.append(text)
    }
    try self.init(pieces: pieces, path: path)
  }

  /// The id of a piece, nil if the vocabulary lacks it.
  public func id(of piece: String) -> Int32? { identifiers[Array(piece.utf8)] }

  func id(ofBytes bytes: [UInt8]) -> Int32? { identifiers[bytes] }

  /// The contents of `vocab.txt` for this vocabulary.
  public var fileContents: String { pieces.map { $0 + "\n" }.joined() }
}
