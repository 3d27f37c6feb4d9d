public import ArgumentParser
import Artifacts
import BundledLexicons
import Foundation
public import Lexicons
import Perturbations
import Transcripts

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

  @Option(
    name: .customLong("g2p"),
    help: ArgumentHelp(
      "Who says words that the lexicon lacks: none, espeak:VOICE (espeak-ng), or a model that mondegreen "
        + "lexicon train-g2p wrote. (default: the bundled model with CMUdict, or none)",
      valueName: "none|espeak:voice|file"))
  var g2p: PronunciationChoice?

  /// What is read.
  var inputs: [String?] { [lexicon, frequencies, g2p?.input] }

  func read() throws -> Lexicon {
    guard let lexicon else { return try BundledLexicon.read() }
    let found = try Lexicon(contentsOf: lexicon, format: format, marks: marks)
    note(found)
    return found
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
  ///
  /// - Parameter language: whose words are ranked by their frequencies.
  func openIndex(_ language: LanguageChoice = LanguageChoice()) throws -> HomophoneIndex {
    // What can be read only once can't be digested first.
    let isStream = [lexicon, frequencies].contains {
      $0.map { !ArtifactFile.isRegular($0) } ?? false
    }
    guard !isStream, let folder = Self.cacheFolder else {
      let lexicon = try read()
      return HomophoneIndex(lexicon, frequencies: try readFrequencies(language))
    }
    let path = try frequenciesPath(language)
    let isUsual = path == BundledLexicon.frequenciesPath
    let name = Digest.sha256(of: description + (isUsual ? "" : "\n\(path ?? "none")"))
    let index = "\(folder)/\(name.short).lexicon-index"
    guard let lexicon else {
      return isUsual
        ? try BundledLexicon.openIndex(at: index).homophones
        : HomophoneIndex(try read(), frequencies: try readFrequencies(language))
    }
    return try LexiconIndex.open(
      lexicon: lexicon, format: format, marks: marks, frequencies: path, at: index
    ).homophones
  }

  /// Where programs keep what they can make again (the XDG base directories); nil without a home.
  static var cacheFolder: String? {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return cache + "/mondegreen"
    }
    // An empty home is none: the root of the file system is nobody's cache.
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return (home == "/" ? "" : home) + "/.cache/mondegreen"
  }

  /// Tables that have been read: what comes from a pipe comes once.
  private static let tables = ReadOnce<WordFrequencies>()

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// The table that ranks the lexicon's words; an empty one where there is none.
  func readFrequencies(_ language: LanguageChoice = LanguageChoice()) throws -> WordFrequencies {
    guard let path = try frequenciesPath(language) else { return .empty }
    if let known = Self.tables.value(for: path) { return known }
    let table = try WordFrequencies(contentsOf: path)
    Self.tables.keep(table, for: path)
    return table
  }
}
