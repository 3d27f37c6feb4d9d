public import Foundation
public import Lexicons

/// The lexicon and word frequencies that come with the package.
///
/// `Lexicons/README.md` says where they are from.
public enum BundledLexicon {
  /// The folder of resources: CMUdict, word frequencies.
  public static var folder: URL { Bundle.module.resourceURL!.appendingPathComponent("Data") }

  /// CMUdict: 135,166 entries for 126,052 words.
  ///
  /// - Throws: ``LexiconError`` when the resource is missing or damaged.
  public static func load() throws(LexiconError) -> Lexicon {
    try Lexicon.read(
      folder.appendingPathComponent("cmudict.dict.gz").path, format: .cmudict)
  }

  /// CMUdict's homophones, the most frequent first.
  ///
  /// - Throws: ``LexiconError`` when a resource is missing or damaged.
  public static func homophones() throws(LexiconError) -> HomophoneIndex {
    HomophoneIndex(try load(), frequencies: try loadFrequencies())
  }

  /// How often CMUdict's words occur in 12 million words of public-domain books.
  ///
  /// - Throws: ``LexiconError`` when the resource is missing or damaged.
  public static func loadFrequencies() throws(LexiconError) -> WordFrequencies {
    try WordFrequencies.read(frequenciesPath)
  }

  /// CMUdict with its homophones, ranked by the bundled frequencies, mapped from an index.
  ///
  /// - Parameter index: where the index lies, or shall lie once it has been made.
  /// - Throws: ``LexiconError`` when a resource is missing or damaged.
  public static func openIndex(at index: String) throws(LexiconError) -> LexiconIndex {
    try LexiconIndex.open(
      lexicon: folder.appendingPathComponent("cmudict.dict.gz").path, format: .cmudict,
      frequencies: frequenciesPath, at: index)
  }

  /// Where the bundled frequencies lie.
  public static var frequenciesPath: String {
    folder.appendingPathComponent("word-frequencies.tsv.gz").path
  }
}
