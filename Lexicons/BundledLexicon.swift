import Artifacts
public import Foundation
public import Lexicons
public import Rescoring

/// The lexicon, language packs, model of pronunciations and language model that come with the package.
///
/// `Lexicons/README.md` says where they are from.
public enum BundledLexicon {
  /// The folder of resources: CMUdict, language packs, a language model, a model of pronunciations.
  public static var folder: URL {
    URL(
      fileURLWithPath: ResourceFolder.path("Data", of: "BundledLexicons", source: #filePath),
      isDirectory: true)
  }

  /// CMUdict: 135,166 entries for 126,052 words.
  ///
  /// - Parameter accents: of English, in which its words are said.
  /// - Throws: `LexiconError` when the resource is missing or damaged.
  public static func read(in accents: [Accent] = []) throws(LexiconError) -> Lexicon {
    try Lexicon(contentsOf: lexiconPath, reading: reading(in: accents))
  }

  private static var lexiconPath: String {
    folder.appendingPathComponent("cmudict.dict.gz").path
  }

  private static func reading(in accents: [Accent]) -> LexiconReading {
    var reading = LexiconReading(.cmudict)
    reading.accents = accents
    return reading
  }

  /// CMUdict's homophones, the most frequent first.
  ///
  /// - Throws: `LexiconError` when a resource is missing or damaged.
  public static func homophones() throws(LexiconError) -> HomophoneIndex {
    HomophoneIndex(try read(), frequencies: try readFrequencies())
  }

  /// How often CMUdict's words occur in 12 million words of today's English, by wordfreq.
  ///
  /// - Throws: `LexiconError` when the resource is missing or damaged.
  public static func readFrequencies() throws(LexiconError) -> WordFrequencies {
    try WordFrequencies(contentsOf: frequenciesPath)
  }

  /// CMUdict with its homophones, ranked by the bundled frequencies, mapped from an index.
  ///
  /// - Parameters:
  ///   - index: where the index lies, or shall lie once it has been made.
  ///   - accents: of English, in which its words are said.
  /// - Throws: `LexiconError` when a resource is missing or damaged.
  public static func openIndex(
    at index: String, in accents: [Accent] = []
  ) throws(LexiconError) -> LexiconIndex {
    try LexiconIndex.open(
      lexicon: lexiconPath, reading: reading(in: accents), frequencies: frequenciesPath, at: index)
  }

  /// A general English trigram with backoff: PocketSphinx's, pruned.
  ///
  /// - Throws: `LanguageModelError` when the resource is missing or damaged.
  public static func languageModel() throws(LanguageModelError) -> BackoffModel {
    try BackoffModel(packed: languageModelPath, name: "english")
  }

  /// Where the bundled language model lies.
  public static var languageModelPath: String {
    folder.appendingPathComponent("english.lm.gz").path
  }

  /// Where the bundled frequencies lie.
  public static var frequenciesPath: String {
    folder.appendingPathComponent("Languages/en/frequencies.tsv.gz").path
  }

  /// How words sound that CMUdict lacks, learned from nine tenths of its words.
  ///
  /// - Throws: `PronunciationModelError` when the resource is missing or damaged.
  public static func pronunciationModel() throws(PronunciationModelError) -> PronunciationModel {
    try PronunciationModel(contentsOf: pronunciationModelPath)
  }

  /// Where the bundled model of pronunciations lies.
  public static var pronunciationModelPath: String {
    folder.appendingPathComponent("cmudict.g2p.gz").path
  }

  /// The codes of the languages that have a bundled pack.
  public static let languages = ["en", "de", "zh"]

  /// The pack of a language, whatever its region: that of "de-CH" is "de"; nil where none is bundled.
  ///
  /// - Throws: `LanguagePackError` when the resource is missing or damaged.
  public static func languagePack(_ language: String) throws(LanguagePackError) -> LanguagePack? {
    let code = LanguagePack.primary(language)
    guard languages.contains(code) else { return nil }
    return try LanguagePack(contentsOf: folder.appendingPathComponent("Languages/\(code)").path)
  }
}
