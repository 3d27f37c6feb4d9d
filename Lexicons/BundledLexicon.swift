import Artifacts
public import Foundation
public import Lexicons
public import Rescoring

/// The lexicon, language packs, model of pronunciations and language model that come with the package.
///
/// `Lexicons/README.md` describes where they come from.
public enum BundledLexicon {
  /// The folder of resources: CMUdict, language packs, a language model and a pronunciation model.
  public static var folder: URL {
    URL(
      fileURLWithPath: ResourceFolder.path("Data", of: "BundledLexicons", source: #filePath),
      isDirectory: true)
  }

  /// CMUdict: 135,166 entries for 126,052 words.
  ///
  /// - Parameter accents: the accents of English in which words are pronounced.
  /// - Throws: `LexiconError` if the resource is missing or damaged.
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

  /// The homophones in CMUdict, most frequent first.
  ///
  /// - Throws: `LexiconError` if a resource is missing or damaged.
  public static func homophones() throws(LexiconError) -> HomophoneIndex {
    HomophoneIndex(try read(), frequencies: try readFrequencies())
  }

  /// How often CMUdict's words occur in 12 million words of contemporary English, according to
  /// wordfreq.
  ///
  /// - Throws: `LexiconError` if the resource is missing or damaged.
  public static func readFrequencies() throws(LexiconError) -> WordFrequencies {
    try WordFrequencies(contentsOf: frequenciesPath)
  }

  /// CMUdict with its homophones, ranked by the bundled frequencies and read from an index.
  ///
  /// - Parameters:
  ///   - index: the path of the index, which is made if need be.
  ///   - accents: the accents of English in which words are pronounced.
  /// - Throws: `LexiconError` if a resource is missing or damaged.
  public static func openIndex(
    at index: String, in accents: [Accent] = []
  ) throws(LexiconError) -> LexiconIndex {
    try LexiconIndex.open(
      lexicon: lexiconPath, reading: reading(in: accents), frequencies: frequenciesPath, at: index)
  }

  /// A general English trigram with backoff: PocketSphinx's, pruned.
  ///
  /// - Throws: `LanguageModelError` if the resource is missing or damaged.
  public static func languageModel() throws(LanguageModelError) -> BackoffModel {
    try BackoffModel(packed: languageModelPath, name: "english")
  }

  /// The path of the bundled language model.
  public static var languageModelPath: String {
    folder.appendingPathComponent("english.lm.gz").path
  }

  /// The path of the bundled frequencies.
  public static var frequenciesPath: String {
    folder.appendingPathComponent("Languages/en/frequencies.tsv.gz").path
  }

  /// A model that pronounces words that CMUdict lacks, learned from nine tenths of its words.
  ///
  /// - Throws: `PronunciationModelError` if the resource is missing or damaged.
  public static func pronunciationModel() throws(PronunciationModelError) -> PronunciationModel {
    try PronunciationModel(contentsOf: pronunciationModelPath)
  }

  /// The path of the bundled pronunciation model.
  public static var pronunciationModelPath: String {
    folder.appendingPathComponent("cmudict.g2p.gz").path
  }

  /// The codes of the languages that have a bundled pack.
  public static let languages = ["en", "de", "zh"]

  /// The language pack for a language, whatever its region: "de" for "de-CH"; nil if none is
  /// bundled.
  ///
  /// - Throws: `LanguagePackError` if the resource is missing or damaged.
  public static func languagePack(_ language: String) throws(LanguagePackError) -> LanguagePack? {
    let code = LanguagePack.primary(language)
    guard languages.contains(code) else { return nil }
    return try LanguagePack(contentsOf: folder.appendingPathComponent("Languages/\(code)").path)
  }
}
