/// How a corpus is written as a file: the plug-in point for other people's formats.
///
/// A format is a value without state. It tells its own files from those of other formats, makes a
/// ``CorpusParser`` for each file that is read, and writes utterances. Everything else is the same for
/// all formats and is done by ``CorpusReader`` and ``CorpusWriter``: opening files and standard input,
/// decompressing, line ends and byte-order marks, unique ids, digests, and writing whole files or none.
///
/// ```swift
/// let corpus = try Corpus(contentsOf: "lists.tsv", format: .tsv)
/// try corpus.write(to: "lists.jsonl.gz")
/// ```
///
/// A format in the package is one file in `Corpora/Formats` and one entry in ``CorpusFormats/all``.
/// <doc:ImplementingACorpusFormat> shows how to write one.
public protocol CorpusFormat: Sendable {
  /// A short name for options and error messages, such as `jsonl`.
  var id: String { get }

  /// What a file holds, in a few words that can follow "expected": `JSON Lines, one utterance a
  /// line`.
  var summary: String { get }

  /// How names of such files end, with the dot and without `.gz`: `[".jsonl", ".json"]`.
  ///
  /// Files are written in the format that their name ends in. Reading goes by what a file holds.
  var fileEndings: [String] { get }

  /// Whether a file that begins like this is in the format, or is meant to be.
  ///
  /// A damaged file should still be recognized, so that the format's own parser says what is wrong
  /// with it. Ask for no more lines than the answer needs: on a pipe they may not have arrived.
  func recognizes(_ sample: inout CorpusSample) throws(CorpusError) -> Bool

  /// A parser that stands at the beginning of a file.
  func makeParser() -> any CorpusParser

  /// What comes before the first utterance; empty unless the format has a header.
  var header: String { get }

  /// What comes between two utterances; empty unless the format joins them.
  var separator: String { get }

  /// What comes after the last utterance; empty unless the format closes something.
  var footer: String { get }

  /// An utterance as it stands in a file, with its line ends.
  ///
  /// What ``makeParser()`` reads of it is the same utterance.
  ///
  /// - Throws: ``CorpusError/inexpressible(format:id:reason:)`` when the format can't say it.
  func text(of utterance: Utterance) throws(CorpusError) -> String
}

extension CorpusFormat {
  public var header: String { "" }
  public var separator: String { "" }
  public var footer: String { "" }
}

/// Turns the lines of one file into utterances.
public protocol CorpusParser {
  /// The next utterance, or nil when there are no more.
  ///
  /// Takes as many lines as the utterance has: one, several, or on the first call all of them, for a
  /// document that can only be parsed whole. Utterances may repeat an id: the reader refuses that.
  ///
  /// - Throws: ``CorpusError`` with path and line, what was expected and what was found.
  mutating func next(_ lines: inout CorpusLines) throws(CorpusError) -> PlacedUtterance?
}

/// An utterance, and the line where it begins.
public struct PlacedUtterance: Hashable, Sendable {
  public let utterance: Utterance
  /// Counted from 1.
  public let line: Int

  public init(_ utterance: Utterance, line: Int) {
    self.utterance = utterance
    self.line = line
  }
}
