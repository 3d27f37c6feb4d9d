public import Foundation

/// Where the corpora lie that come with the package.
public enum BundledCorpus {
  /// The folder of resources: one gzipped JSON Lines file per split.
  public static var folder: URL { Bundle.module.resourceURL!.appendingPathComponent("Data") }
}
