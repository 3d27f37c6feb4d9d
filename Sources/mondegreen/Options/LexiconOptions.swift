public import ArgumentParser
import Artifacts
import BundledLexicons
import Foundation
public import Lexicons
import Perturbations
import Transcripts

#if canImport(Glibc)
  import Glibc
#endif

extension LexiconFormat: ExpressibleByArgument {}
extension Stress: ExpressibleByArgument {}
extension Variants: ExpressibleByArgument {}
extension PhoneMarks.Treatment: ExpressibleByArgument {}

/// The lexicon that words and their sounds come from.
struct LexiconOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lexicon file instead of the bundled CMUdict, plain or gzipped.", valueName: "file"))
  var lexicon: String?

  @Option(
    help: ArgumentHelp(
      "Format of --lexicon: cmudict, kaldi (lexicon.txt), kaldi-probabilities (lexiconp.txt), mfa, "
        + "wikipron or ipa-dict. (default: cmudict)",
      valueName: "format"))
  var lexiconFormat: LexiconFormat?

  @Option(
    help: ArgumentHelp(
      "Whether tones of --lexicon tell words apart: kept or dropped. (default: kept)",
      valueName: "kept|dropped"))
  var tones: PhoneMarks.Treatment?

  @Option(
    help: ArgumentHelp(
      "Whether length marks of --lexicon tell words apart: kept or dropped. (default: kept)",
      valueName: "kept|dropped"))
  var lengthMarks: PhoneMarks.Treatment?

  @Option(
    help: ArgumentHelp(
      "Word frequencies instead of the bundled ones, lines of word, tab, count.",
      valueName: "file"))
  var frequencies: String?

  /// What is read.
  var inputs: [String?] { [lexicon, frequencies] }

  func read() throws -> Lexicon {
    guard let lexicon else { return try BundledLexicon.read() }
    return try Lexicon(contentsOf: lexicon, format: format, marks: marks)
  }

  /// The same options, with the lexicon read as a fixture was made with it unless the command line says
  /// otherwise.
  func reading(as source: LexiconSource?) -> LexiconOptions {
    guard lexicon != nil, let source else { return self }
    var options = self
    options.lexiconFormat = lexiconFormat ?? source.format
    options.tones = tones ?? source.marks?.tones
    options.lengthMarks = lengthMarks ?? source.marks?.length
    return options
  }

  /// Tells options apart that read different lexicons or tables.
  var description: String {
    [
      lexicon.map(Self.absolute) ?? "bundled", format.rawValue, marks.tones.rawValue,
      marks.length.rawValue, frequencies.map(Self.absolute) ?? "bundled",
    ].joined(separator: "\n")
  }

  private var format: LexiconFormat { lexiconFormat ?? .cmudict }

  private var marks: PhoneMarks {
    PhoneMarks(tones: tones ?? .kept, length: lengthMarks ?? .kept)
  }

  /// The lexicon and its homophones with stress ignored, mapped from an index in the user's cache,
  /// which is made if need be.
  func openIndex() throws -> HomophoneIndex {
    // What can be read only once can't be digested first.
    let isStream = [lexicon, frequencies].contains {
      $0.map { !ArtifactFile.isRegular($0) } ?? false
    }
    guard !isStream, let folder = Self.cacheFolder else {
      return HomophoneIndex(try read(), frequencies: try readFrequencies())
    }
    let name = Digest.sha256(of: description)
    let path = "\(folder)/\(name.short).lexicon-index"
    guard let lexicon else {
      return frequencies == nil
        ? try BundledLexicon.openIndex(at: path).homophones
        : HomophoneIndex(try read(), frequencies: try readFrequencies())
    }
    return try LexiconIndex.open(
      lexicon: lexicon, format: format, marks: marks,
      frequencies: frequencies ?? BundledLexicon.frequenciesPath, at: path
    ).homophones
  }

  /// Where programs keep what they can make again (the XDG base directories); nil without a home, and in one
  /// whose name is not UTF-8, for which a string would name another folder.
  static var cacheFolder: String? {
    if let cache = getenv("XDG_CACHE_HOME"), String(cString: cache).hasPrefix("/") {
      return String(validatingCString: cache).map { $0 + "/mondegreen" }
    }
    // An empty home is none: the root of the file system is nobody's cache.
    guard let bytes = getenv("HOME"), let home = String(validatingCString: bytes),
      home.hasPrefix("/")
    else { return nil }
    return (home == "/" ? "" : home) + "/.cache/mondegreen"
  }

  /// Tables that have been read: what comes from a pipe comes once.
  private static let tables = ReadOnce<WordFrequencies>()

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  func readFrequencies() throws -> WordFrequencies {
    guard let frequencies else { return try BundledLexicon.readFrequencies() }
    if let known = Self.tables.value(for: frequencies) { return known }
    let table = try WordFrequencies(contentsOf: frequencies)
    Self.tables.keep(table, for: frequencies)
    return table
  }
}
