public import Transcripts

/// Pronounces words that a lexicon lacks: the plug-in point for pronunciation models.
public protocol GraphemeToPhoneme: Sendable {
  /// The name of the model and the voice or language it speaks, such as "en-us". Recipes of
  /// perturbations record it.
  var voice: String { get }

  /// The digest of a model that alone decides its pronunciations; recipes then record it instead of
  /// the voice. Nil by default.
  var modelDigest: Digest? { get }

  /// Transcriptions of words in the IPA, one list per word in the same order; empty for a word that
  /// the model can't pronounce.
  ///
  /// - Throws: ``LexiconError/transcriber(program:reason:)`` if the model does not answer.
  func transcriptions(of words: [String]) throws(LexiconError) -> [[String]]

  /// Pronunciations in a lexicon's phones without stress, one list per word in the same order. By
  /// default the transcriptions whose phones the lexicon has.
  ///
  /// - Throws: ``LexiconError/transcriber(program:reason:)`` if the model does not answer.
  func pronunciations(
    of words: [String], in lexicon: Lexicon
  ) throws(LexiconError) -> [[[Phone]]]
}

extension GraphemeToPhoneme {
  public var modelDigest: Digest? { nil }

  public func pronunciations(
    of words: [String], in lexicon: Lexicon
  ) throws(LexiconError) -> [[[Phone]]] {
    try transcriptions(of: words).map { $0.compactMap { lexicon.phones(ofIPA: $0) } }
  }
}

extension Lexicon {
  /// The phones of an IPA transcription in this lexicon's alphabet (the IPA or ARPABET), without
  /// stress; nil if the lexicon lacks one of them.
  public func phones(ofIPA transcription: String) -> [Phone]? {
    let tokens = IPATokenizer(marks: .kept).tokens(of: transcription)
    let own = tokens.compactMap { inventory.phone($0.symbol) }
    if !own.isEmpty, own.count == tokens.count { return own.map(inventory.withoutStress) }
    guard let symbols = PhoneNotation.arpabet(ofIPA: transcription) else { return nil }
    let phones = symbols.compactMap { inventory.phone($0) }
    return phones.count == symbols.count ? phones.map(inventory.withoutStress) : nil
  }
}
