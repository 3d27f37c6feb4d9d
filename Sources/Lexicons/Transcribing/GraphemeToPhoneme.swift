import Algorithms

/// Says how words sound that no lexicon has: the plug-in point for pronunciation models.
public protocol GraphemeToPhoneme: Sendable {
  /// Names the model and the voice or language it speaks: "en-us". Recipes of perturbations record it.
  var voice: String { get }

  /// Transcriptions in the IPA, one list a word in the same order; empty for a word that the model
  /// can't say.
  ///
  /// - Throws: ``LexiconError/transcriber(program:reason:)`` when the model does not answer.
  func transcriptions(of words: [String]) throws(LexiconError) -> [[String]]
}

/// Pronunciations of words that a lexicon lacks, in the lexicon's own phones.
public struct PronouncedWords: Sendable {
  /// The words that the model was asked for.
  public let words: [String]
  /// The voice of the model that was asked; nil where nobody was.
  public let voice: String?
  private let pronunciations: [String: [[Phone]]]

  /// Nobody was asked.
  public static let none = PronouncedWords(words: [], voice: nil, pronunciations: [:])

  private init(words: [String], voice: String?, pronunciations: [String: [[Phone]]]) {
    self.words = words
    self.voice = voice
    self.pronunciations = pronunciations
  }

  /// Asks for each word once; a transcription with a phone that the lexicon lacks is left out.
  ///
  /// - Throws: ``LexiconError/transcriber(program:reason:)``.
  public init(
    _ words: [String], from model: any GraphemeToPhoneme, in lexicon: Lexicon
  ) throws(LexiconError) {
    let unknown = Array(words.lazy.filter { !lexicon.contains($0) }.uniqued())
    let transcriptions = try model.transcriptions(of: unknown)
    guard transcriptions.count == unknown.count else {
      throw .transcriber(
        program: "\(type(of: model))",
        reason: "\(transcriptions.count) for \(unknown.count) words")
    }
    var found: [String: [[Phone]]] = [:]
    for (word, written) in zip(unknown, transcriptions) {
      let phones = written.compactMap { lexicon.phones(ofIPA: $0) }
      if !phones.isEmpty { found[word] = phones }
    }
    self.init(words: unknown, voice: model.voice, pronunciations: found)
  }

  /// The pronunciations of a word; none if the model said nothing usable.
  public func pronunciations(of word: String) -> [[Phone]] { pronunciations[word] ?? [] }
}

extension Lexicon {
  /// The phones of a transcription in the IPA, in this lexicon's alphabet: the IPA or ARPABET; nil
  /// if it has no such phone. Stress is left out.
  public func phones(ofIPA transcription: String) -> [Phone]? {
    let tokens = IPATokenizer(marks: .kept).tokens(of: transcription)
    let own = tokens.compactMap { inventory.phone($0.symbol) }
    if !own.isEmpty, own.count == tokens.count { return own.map(inventory.withoutStress) }
    guard let symbols = PhoneNotation.arpabet(ofIPA: transcription) else { return nil }
    let phones = symbols.compactMap { inventory.phone($0) }
    return phones.count == symbols.count ? phones.map(inventory.withoutStress) : nil
  }
}
