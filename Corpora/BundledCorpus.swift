import Artifacts
public import Foundation
public import Transcripts

/// The corpora that come with the package: real recogniser output on synthetic speech.
///
/// `Corpora/README.md` says how they were made, with counts and error rates.
public enum BundledCorpus: String, CaseIterable, Sendable {
  /// Messaging and assistant English for adaptation.
  case messagingTrain = "messaging-train"
  /// The same domain, for tuning weights.
  case messagingDev = "messaging-dev"
  /// The same domain, for reporting; shares no sentence and no template with the others.
  case messagingTest = "messaging-test"
  /// Narrative and news-like English, for what adaptation forgets.
  case narrativeTest = "narrative-test"

  /// The folder of resources: one gzipped JSON Lines file per split.
  public static var folder: URL {
    URL(
      fileURLWithPath: ResourceFolder.path("Data", of: "BundledCorpora", source: #filePath),
      isDirectory: true)
  }

  /// Where this corpus lies.
  public var url: URL { Self.folder.appendingPathComponent(rawValue + ".jsonl.gz") }

  /// The corpus, as its file has it.
  ///
  /// - Throws: `CorpusError` when the resource is missing or damaged.
  public func read() throws(CorpusError) -> Corpus {
    try Corpus(contentsOf: url.path)
  }
}
