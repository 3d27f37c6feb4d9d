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
extension WrongLines: ExpressibleByArgument {}

/// Accents with commas between them.
struct AccentList: ExpressibleByArgument {
  let accents: [Accent]

  init(_ accents: [Accent]) { self.accents = accents }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let found = names.map { Accent(rawValue: $0.trimmingCharacters(in: .whitespaces)) }
    guard !found.contains(nil) else { return nil }
    accents = found.compactMap(\.self)
  }

  /// All accents with commas between them, for help texts.
  static let list = Accent.allCases.map(\.rawValue).joined(separator: ", ")
}

/// The lexicon that words and their sounds come from.
struct LexiconOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lexicon file to use instead of the bundled CMUdict, plain or gzipped.", valueName: "file"),
    completion: .file())
  var lexicon: String?

  @Option(
    help: ArgumentHelp(
      "Format of --lexicon; kaldi is lexicon.txt, kaldi-probabilities is lexiconp.txt. (default: cmudict)",
      valueName: "format"))
  var lexiconFormat: LexiconFormat?

  @Option(
    help: ArgumentHelp(
      "Whether words of --lexicon that differ only in tone sound different. (default: kept)",
      valueName: "treatment"))
  var tones: PhoneMarks.Treatment?

  @Option(
    help: ArgumentHelp(
      "Whether words of --lexicon that differ only in length marks sound different. (default: kept)",
      valueName: "treatment"))
  var lengthMarks: PhoneMarks.Treatment?

  @Option(
    help: ArgumentHelp(
      "Whether words of --lexicon keep Arabic harakat and Hebrew points. (default: kept)",
      valueName: "treatment"))
  var vowelMarks: PhoneMarks.Treatment?

  @Option(
    name: .customLong("accent"),
    help: ArgumentHelp(
      "Accents of English in which the lexicon's words are pronounced, separated by commas: "
        + "\(AccentList.list).", valueName: "accent,…"),
    completion: .list(Accent.allCases.map(\.rawValue)))
  var accents: AccentList?

  @Option(
    help: ArgumentHelp(
      "How malformed lines of --lexicon are treated: error ends the command at the first one, skip counts them and "
        + "shows the first five. (default: error)", valueName: "treatment"))
  var wrongLines: WrongLines?

  @Option(
    help: ArgumentHelp(
      "Word frequencies to use instead of the bundled ones: lines of word, tab, count.",
      valueName: "file"),
    completion: .file())
  var frequencies: String?

  @Option(
    name: .customLong("g2p"),
    help: ArgumentHelp(
      "What pronounces words that the lexicon lacks: none, espeak:VOICE (espeak-ng), or a model that mondegreen "
        + "lexicon train-g2p wrote. It serves where texts are perturbed, and lexicon pronounce. (default: the bundled "
        + "model with CMUdict, or none)",
      valueName: "none|espeak:voice|file"),
    completion: .file())
  var g2p: PronunciationChoice?

  /// What is read.
  var inputs: [String?] { [lexicon, frequencies, g2p?.input] }

  func read() throws -> Lexicon {
    let found =
      try lexicon.map { try Lexicon(contentsOf: $0, reading: reading) }
      ?? BundledLexicon.read(in: reading.accents)
    try check(found)
    if lexicon != nil { note(found) }
    return found
  }

  /// Says which lines were passed over and which accents change nothing, once for each lexicon.
  ///
  /// - Throws: a ``CommandFailure`` where none of the accents changes anything.
  private func check(_ found: Lexicon) throws {
    let (idle, asked) = (found.idleAccents, found.reading.accents)
    if !asked.isEmpty, idle == asked {
      throw CommandFailure(
        .badUsage,
        "--accent \(idle.map(\.rawValue).joined(separator: ",")): expected English pronunciations in ARPABET "
          + "or the IPA that it changes, found none in \(found.name)")
    }
    guard Self.noted.value(for: description) == nil else { return }
    Self.noted.keep(true, for: description)
    for accent in idle {
      Terminal.complain("--accent \(accent.rawValue) changes no pronunciation of \(found.name)")
    }
    let skipped = found.skipped
    guard skipped.count > 0 else { return }
    for line in skipped.descriptions { Terminal.complain(line) }
    let rest = skipped.count - skipped.descriptions.count
    Terminal.complain(
      "\(found.name): skipped \(skipped.count) malformed \(skipped.count == 1 ? "line" : "lines")"
        + (rest > 0 ? "; only the first \(skipped.descriptions.count) are shown" : ""))
  }

  /// Lexicons of which everything was said.
  private static let noted = ReadOnce<Bool>()

  /// The same options, with the lexicon read as a fixture was made with it unless the command line says
  /// otherwise.
  func reading(as source: LexiconSource?) -> LexiconOptions {
    guard let source else { return self }
    var options = self
    options.accents = accents ?? source.accents.map { AccentList($0) }
    guard lexicon != nil else { return options }
    options.vowelMarks = vowelMarks ?? source.vowelMarks
    options.wrongLines = wrongLines ?? (source.skippedLines == nil ? nil : .skipped)
    options.lexiconFormat = lexiconFormat ?? source.format
    options.tones = tones ?? source.marks?.tones
    options.lengthMarks = lengthMarks ?? source.marks?.length
    return options
  }

  /// Tells options apart that read different lexicons or tables.
  var description: String {
    [
      lexicon.map(Self.absolute) ?? "bundled", reading.format.rawValue,
      reading.marks.tones.rawValue, reading.marks.length.rawValue, reading.vowelMarks.rawValue,
      reading.accents.map(\.rawValue).joined(separator: ","), reading.wrongLines.rawValue,
      frequencies.map(Self.absolute) ?? "bundled",
    ].joined(separator: "\n")
  }

  /// How --lexicon is read; the bundled one has accents alone.
  private var reading: LexiconReading {
    var reading = LexiconReading(
      lexiconFormat ?? .cmudict,
      marks: PhoneMarks(tones: tones ?? .kept, length: lengthMarks ?? .kept))
    reading.vowelMarks = vowelMarks ?? .kept
    reading.accents = accents?.accents ?? []
    reading.wrongLines = wrongLines ?? .refused
    return reading
  }

  /// The lexicon and its homophones with stress ignored, mapped from an index in the user's cache,
  /// which is made if need be.
  ///
  /// - Parameter language: whose words are ranked by their frequencies.
  func openIndex(_ language: LanguageChoice = LanguageChoice()) throws -> HomophoneIndex {
    let index = try mappedIndex(language)
    try check(index.lexicon)
    return index
  }

  private func mappedIndex(_ language: LanguageChoice) throws -> HomophoneIndex {
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
        ? try BundledLexicon.openIndex(at: index, in: reading.accents).homophones
        : HomophoneIndex(try read(), frequencies: try readFrequencies(language))
    }
    return try LexiconIndex.open(
      lexicon: lexicon, reading: reading, frequencies: path, at: index
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

  /// The table that ranks the lexicon's words; an empty one where there is none.
  func readFrequencies(_ language: LanguageChoice = LanguageChoice()) throws -> WordFrequencies {
    guard let path = try frequenciesPath(language) else { return .empty }
    if let known = Self.tables.value(for: path) { return known }
    let table = try WordFrequencies(contentsOf: path)
    Self.tables.keep(table, for: path)
    return table
  }
}
