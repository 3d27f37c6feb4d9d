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

  /// What a file can say of an utterance; empty for a format that is only read.
  var contents: CorpusContents { get }

  /// What the scores of such files are unless somebody says otherwise; nil takes them for costs, and
  /// refuses what looks like anything else. A parser gives scores as they stand in the file.
  var scores: ScoreDirection? { get }

  /// Whether scores could be anything, so that somebody must say what they are.
  var needsDeclaredScores: Bool { get }

  /// Whether lists stand in the order of their scores, so that the order shows what the scores are.
  var isSortedByScore: Bool { get }

  /// What becomes of duplicates unless somebody says otherwise.
  var duplicates: CorpusDeclaration.Duplicates { get }

  /// What becomes of marked words unless somebody says otherwise.
  var markup: CorpusDeclaration.Markup { get }

  /// The options that the format has beside those of every source.
  var options: [CorpusFormatOption] { get }

  /// The format with one of its ``options`` set; nil where the value is none that it can have.
  func setting(_ option: String, to value: String) -> (any CorpusFormat)?

  /// Whether a file is read in the format when somebody names only the file. Formats that need more
  /// than a file, or look like other things, must be named.
  var isRecognizedAlone: Bool { get }

  /// The files that a corpus at `path` is made of, in the order in which the parser reads their lines:
  /// one, those of a folder, or one and its companions. Each line knows its file.
  ///
  /// - Throws: ``CorpusError/otherFormat(path:expected:found:)`` when they are not there.
  func files(at path: String) throws(CorpusError) -> [String]

  /// Whether a folder that holds these names is a corpus in the format.
  func recognizes(folder names: [String]) -> Bool
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
  /// The number of the line, counted from 1.
  public let line: Int
  /// The file that it stands in, where a corpus is made of several; nil for the corpus's own path.
  public let path: String?

  public init(_ utterance: Utterance, line: Int, path: String? = nil) {
    self.utterance = utterance
    self.line = line
    self.path = path
  }
}
