/// What was said, and what the first pass made of it: one line of a corpus.
public struct Utterance: Hashable, Sendable, Identifiable {
  /// Unique within its corpus.
  public let id: String
  /// What was really said.
  public let reference: String
  /// What the first pass heard.
  public let nBest: NBestList
  /// How it was recorded, as far as the corpus says.
  public let recording: Recording?

  public init(id: String, reference: String, nBest: NBestList, recording: Recording? = nil) {
    self.id = id
    self.reference = reference
    self.nBest = nBest
    self.recording = recording
  }
}

/// How an utterance was recorded or synthesised; nothing in the package's results depends on it.
public struct Recording: Hashable, Sendable {
  /// The speaker or synthetic voice.
  public let voice: String?
  /// The speaking rate relative to the voice's own.
  public let speed: Double?
  /// The signal-to-noise ratio in dB.
  public let snr: Double?
  /// Where the sentence is from: a template, a list, a book.
  public let source: String?

  public init(
    voice: String? = nil, speed: Double? = nil, snr: Double? = nil, source: String? = nil
  ) {
    self.voice = voice
    self.speed = speed
    self.snr = snr
    self.source = source
  }
}
