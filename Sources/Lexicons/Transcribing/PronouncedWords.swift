import Algorithms
import Artifacts
public import Transcripts

/// Pronunciations of words that a lexicon lacks, in the lexicon's own phones.
public struct PronouncedWords: Sendable {
  /// The words that the model was asked about; empty if it is asked about words as they come.
  public let words: [String]
  /// The voice of the model that was asked; nil if none was, or if ``model`` identifies it.
  public let voice: String?
  /// The digest of the model that was asked, if its pronunciations depend on nothing else.
  public let model: Digest?
  /// The name of the model for messages, such as "cmudict.dict" or "en-us"; nil if none was asked.
  public let speaker: String?
  private let pronunciations: [String: [[Phone]]]
  private let asked: AskedWords?

  /// No words, from no model.
  public static let none = PronouncedWords(
    words: [], voice: nil, model: nil, speaker: nil, pronunciations: [:], asked: nil)

  private init(
    words: [String], voice: String?, model: Digest?, speaker: String?,
    pronunciations: [String: [[Phone]]], asked: AskedWords?
  ) {
    self.words = words
    self.voice = voice
    self.model = model
    self.speaker = speaker
    self.pronunciations = pronunciations
    self.asked = asked
  }

  /// Asks a model about each word once. Transcriptions with a phone that the lexicon lacks are left
  /// out.
  ///
  /// - Throws: ``LexiconError/transcriber(program:reason:)`` if the model does not answer.
  public init(
    _ words: [String], from model: any GraphemeToPhoneme, in lexicon: Lexicon
  ) throws(LexiconError) {
    let unknown = Array(words.lazy.filter { !lexicon.contains($0) }.uniqued())
    let pronunciations = try model.pronunciations(of: unknown, in: lexicon)
    guard pronunciations.count == unknown.count else {
      throw .transcriber(
        program: "\(type(of: model))",
        reason: "\(pronunciations.count) for \(unknown.count) words")
    }
    var found: [String: [[Phone]]] = [:]
    for (word, said) in zip(unknown, pronunciations) where !said.isEmpty { found[word] = said }
    self.init(
      words: unknown, voice: model.modelDigest == nil ? model.voice : nil,
      model: model.modelDigest, speaker: model.voice, pronunciations: found, asked: nil)
  }

  /// Asks a model about words as they come, if they aren't known beforehand.
  public init(from model: PronunciationModel, in lexicon: Lexicon) {
    self.init(
      words: [], voice: nil, model: model.digest, speaker: model.name, pronunciations: [:],
      asked: AskedWords(model, lexicon))
  }

  /// The name of the model for people, such as "the model of cmudict.dict 81917843c7f4"; nil if
  /// none was asked.
  package var name: String? {
    guard let speaker else { return nil }
    return model.map { "the model of \(speaker) \($0.short)" } ?? "the voice \(speaker)"
  }

  /// A sentence with the number and the names of the words that were pronounced; nil if there are
  /// none.
  package var message: String? {
    name.flatMap { Self.message(of: words.filter { pronunciations[$0] != nil }, by: $0) }
  }

  /// A sentence with the number and the names of words, such as "12 words that the lexicon lacks
  /// were pronounced by the model of cmudict.dict 81917843c7f4: …"; nil if there are none.
  package static func message(of words: [String], by name: String) -> String? {
    guard !words.isEmpty else { return nil }
    let some = words.prefix(5).joined(separator: ", ") + (words.count > 5 ? ", …" : "")
    return "\(words.count) \(words.count == 1 ? "word" : "words") that the lexicon lacks "
      + "\(words.count == 1 ? "was" : "were") pronounced by \(name): \(some)"
  }

  /// Whether there are no pronunciations and never will be.
  public var isEmpty: Bool { pronunciations.isEmpty && asked == nil }

  /// The pronunciations of a word; empty if the model gave none that is usable.
  public func pronunciations(of word: String) -> [[Phone]] {
    pronunciations[word] ?? asked?.pronunciations(of: word) ?? []
  }
}

/// Asks a model once about each word that a lexicon lacks.
private final class AskedWords: Sendable {
  private let model: PronunciationModel
  private let lexicon: Lexicon
  private let known = Lock<[String: [[Phone]]]>([:])

  init(_ model: PronunciationModel, _ lexicon: Lexicon) {
    self.model = model
    self.lexicon = lexicon
  }

  func pronunciations(of word: String) -> [[Phone]] {
    if lexicon.contains(word) { return [] }
    return known.withLock { known in
      if let found = known[word] { return found }
      let found = model.pronunciations(of: [word], in: lexicon)[0]
      known[word] = found
      return found
    }
  }
}
