public import Foundation

/// Where the lexicon data lies that comes with the package.
public enum BundledLexicon {
  /// The folder of resources: CMUdict, word frequencies.
  public static var folder: URL { Bundle.module.resourceURL!.appendingPathComponent("Data") }
}
