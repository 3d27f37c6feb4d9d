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
    try WordFrequencies.read(folder.appendingPathComponent("word-frequencies.tsv.gz").path)
  }
}
