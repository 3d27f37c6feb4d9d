import Artifacts
public import Foundation
public import Lexicons
public import Rescoring

/// The lexicon, word frequencies and language model that come with the package.
///
/// `Lexicons/README.md` says where they are from.
public enum BundledLexicon {
  /// The folder of resources: CMUdict, word frequencies, a language model.
  public static var folder: URL {
    URL(
      fileURLWithPath: ResourceFolder.path("Data", of: "BundledLexicons", source: #filePath),
      isDirectory: true)
  }

  /// CMUdict: 135,166 entries for 126,052 words.
  ///
  /// - Throws: `LexiconError` when the resource is missing or damaged.
  public static func read() throws(LexiconError) -> Lexicon {
    try Lexicon(
      contentsOf: folder.appendingPathComponent("cmudict.dict.gz").path, format: .cmudict)
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
  /// - Parameter index: where the index lies, or shall lie once it has been made.
  /// - Throws: `LexiconError` when a resource is missing or damaged.
  public static func openIndex(at index: String) throws(LexiconError) -> LexiconIndex {
    try LexiconIndex.open(
      lexicon: folder.appendingPathComponent("cmudict.dict.gz").path, format: .cmudict,
      frequencies: frequenciesPath, at: index)
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
    folder.appendingPathComponent("word-frequencies.tsv.gz").path
  }
}
