import Artifacts
public import Foundation
public import Transcripts

/// The corpora that come with the package: real recognizer output on synthetic speech.
///
/// Two recognizers heard the same sentences by the same voices. PocketSphinx gives acoustic and
/// language costs and lower-case words; Whisper, which is part of the names of its corpora, gives
/// one cost, and texts with case, punctuation and digits. `Corpora/README.md` describes how they
/// were made, with counts and error rates.
public enum BundledCorpus: String, CaseIterable, Sendable {
  /// Messaging and assistant English, for adaptation.
  case messagingTrain = "messaging-train"
  /// The same domain, for tuning weights.
  case messagingDev = "messaging-dev"
  /// The same domain, for reporting. It shares no sentence and no template with the others.
  case messagingTest = "messaging-test"
  /// Narrative and news-like English, to measure what adaptation forgets.
  case narrativeTest = "narrative-test"
  /// Calls to a service desk, most of them in rooms or through a telephone: a domain that nothing was adapted to.
  case serviceTest = "service-test"

  /// The recordings of ``messagingTrain``, recognized by Whisper.
  case messagingWhisperTrain = "messaging-whisper-train"
  /// The recordings of ``messagingDev``, recognized by Whisper.
  case messagingWhisperDev = "messaging-whisper-dev"
  /// The recordings of ``messagingTest``, recognized by Whisper, half of them as heard in rooms or
  /// through a telephone.
  case messagingWhisperTest = "messaging-whisper-test"
  /// What Whisper makes of ``narrativeTest``, half of it in rooms or through a telephone.
  case narrativeWhisperTest = "narrative-whisper-test"
  /// What Whisper makes of ``serviceTest``.
  case serviceWhisperTest = "service-whisper-test"

  /// The folder of resources: one gzipped JSON Lines file per split.
  public static var folder: URL {
    URL(
      fileURLWithPath: ResourceFolder.path("Data", of: "BundledCorpora", source: #filePath),
      isDirectory: true)
  }

  /// The location of this corpus.
  public var url: URL { Self.folder.appendingPathComponent(rawValue + ".jsonl.gz") }

  /// Whether the lists are Whisper's; otherwise they are PocketSphinx's.
  public var isWhisper: Bool { rawValue.contains("-whisper-") }

  /// PocketSphinx's corpus of the same sentences, ids and voices, which is this one if the lists
  /// are PocketSphinx's.
  public var plan: BundledCorpus {
    switch self {
    case .messagingTrain, .messagingWhisperTrain: .messagingTrain
    case .messagingDev, .messagingWhisperDev: .messagingDev
    case .messagingTest, .messagingWhisperTest: .messagingTest
    case .narrativeTest, .narrativeWhisperTest: .narrativeTest
    case .serviceTest, .serviceWhisperTest: .serviceTest
    }
  }

  /// Reads the corpus.
  ///
  /// - Throws: `CorpusError` if the resource is missing or damaged.
  public func read() throws(CorpusError) -> Corpus {
    try Corpus(contentsOf: url.path)
  }
}
