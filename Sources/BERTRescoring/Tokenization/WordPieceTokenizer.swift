import Artifacts
import Foundation

/// Turns text into WordPiece ids: BERT's basic tokenizer, then greedy longest match.
///
/// Chunks between whitespace are looked up in a memo, because texts of the same lists share most of
/// their words; the memo changes no result and may be used from several threads.
public final class WordPieceTokenizer: Sendable {
  /// The pieces and their ids.
  public let vocabulary: WordPieceVocabulary
  /// How text becomes words.
  public let basic: BasicTokenizer
  /// Words of more characters than this are `[UNK]`.
  public let longestWord: Int

  private let memo = Lock<[[UInt8]: [Int32]]>([:])
  private static let memoLimit = 1 << 17

  public init(
    vocabulary: WordPieceVocabulary, basic: BasicTokenizer = BasicTokenizer(),
    longestWord: Int = 100
  ) {
    self.vocabulary = vocabulary
    self.basic = basic
    self.longestWord = longestWord
  }

  /// The ids of a text, without special tokens.
  public func ids(of text: String) -> [Int32] {
    var ids: [Int32] = []
    basic.forEachChunk(of: text) { chunk in
      let key = Array(String(chunk).utf8)
      if let known = memo.withLock({ $0[key] }) {
        ids.append(contentsOf: known)
        return
      }
      let fresh = basic.words(ofChunk: chunk).flatMap { self.pieces(ofWord: $0) }
      memo.withLock { memo in
        if memo.count < Self.memoLimit { memo[key] = fresh }
      }
      ids.append(contentsOf: fresh)
    }
    return ids
  }

  /// The ids of a text as the encoder takes them: `[CLS]`, the text, `[SEP]`; a text that has more
  /// than `limit` tokens with them is cut at its end.
  public func sequence(of text: String, limit: Int) -> [Int32] {
    let ids = ids(of: text).prefix(max(0, limit - 2))
    return [vocabulary.classification] + ids + [vocabulary.separator]
  }

  /// The pieces that ``sequence(of:limit:)`` keeps, with blanks between them, if it keeps fewer than all.
  func readPart(of text: String, limit: Int) -> String? {
    let room = max(0, limit - 2)
    // A piece stands for at least one byte.
    guard text.utf8.count > room else { return nil }
    let ids = ids(of: text)
    guard ids.count > room else { return nil }
    return ids.prefix(room).map { vocabulary.pieces[Int($0)] }.joined(separator: " ")
  }

  /// The pieces of a text, without special tokens.
  public func pieces(of text: String) -> [String] {
    ids(of: text).map { vocabulary.pieces[Int($0)] }
  }

  private func pieces(ofWord word: String.UnicodeScalarView) -> [Int32] {
    guard word.count <= longestWord else { return [vocabulary.unknown] }
    var bytes: [UInt8] = []
    // Ends of the characters, so that no match ends inside one.
    var boundaries = [0]
    for scalar in word {
      bytes.append(contentsOf: UTF8.encode(scalar)!)
      boundaries.append(bytes.count)
    }
    var ids: [Int32] = []
    var start = 0
    while start < boundaries.count - 1 {
      var end = boundaries.count - 1
      var match: Int32?
      while end > start {
        let piece = Array(bytes[boundaries[start]..<boundaries[end]])
        match = vocabulary.id(ofBytes: start == 0 ? piece : [0x23, 0x23] + piece)
        if match != nil { break }
        end -= 1
      }
      guard let match else { return [vocabulary.unknown] }
      ids.append(match)
      start = end
    }
    return ids
  }
}
