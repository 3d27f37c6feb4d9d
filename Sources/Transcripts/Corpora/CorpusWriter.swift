import Artifacts
import Foundation

/// Writes corpora as files: the same utterances give the same bytes, and reading them gives the same
/// utterances.
public enum CorpusWriter {
  /// Writes the utterances that `next` gives until it gives nil: whole or not at all, gzipped when
  /// `path` ends in `.gz`.
  ///
  /// No more than a piece of the file is in memory. ``Corpus/write(to:)`` writes a corpus at hand.
  ///
  /// - Throws: what `next` throws, ``CorpusError/file(_:)`` when the file can't be written, and
  ///   ``CorpusError/inexpressible(format:id:reason:)``; then whatever stood at `path` still does.
  public static func write(
    to path: String, format: some CorpusFormat,
    _ next: () throws(CorpusError) -> Utterance?
  ) throws(CorpusError) {
    var pieces = CorpusPieces(format: format)
    guard path.hasSuffix(".gz") else {
      return try ArtifactFile.writePieces(to: path, wrapping: { CorpusError.file($0) }) {
        () throws(CorpusError) in try pieces.next(next)
      }
    }
    var deflater = GzipDeflater()
    try ArtifactFile.writePieces(to: path, wrapping: { CorpusError.file($0) }) {
      () throws(CorpusError) in
      guard let piece = try pieces.next(next) else { return nil }
      return deflater.deflate(piece, isLast: pieces.isAtEnd)
    }
  }

  /// A corpus as the text of a file.
  ///
  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)``.
  public static func text(
    _ utterances: some Sequence<Utterance>, format: some CorpusFormat = .jsonLines
  ) throws(CorpusError) -> String {
    var text = format.header
    var isFirst = true
    for utterance in utterances {
      if !isFirst { text += format.separator }
      text += try format.text(of: utterance)
      isFirst = false
    }
    return text + format.footer
  }
}

/// The text of a corpus in pieces of about the same size.
private struct CorpusPieces<Format: CorpusFormat> {
  private let format: Format
  private var isAtStart = true
  private(set) var isAtEnd = false

  private static var size: Int { 1 << 16 }

  init(format: Format) {
    self.format = format
  }

  /// The next piece; nil after the last.
  mutating func next(
    _ utterance: () throws(CorpusError) -> Utterance?
  ) throws(CorpusError) -> Data? {
    if isAtEnd { return nil }
    var text = isAtStart ? format.header : ""
    while text.utf8.count < Self.size {
      guard let utterance = try utterance() else {
        text += format.footer
        isAtEnd = true
        break
      }
      if !isAtStart { text += format.separator }
      text += try format.text(of: utterance)
      isAtStart = false
    }
    return Data(text.utf8)
  }
}
