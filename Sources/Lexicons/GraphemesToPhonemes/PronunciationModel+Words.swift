public import Transcripts

extension PronunciationModel: GraphemeToPhoneme {
  /// The lexicon's name.
  public var voice: String { name }

  /// Its own, by which recipes name it.
  public var modelDigest: Digest? { digest }

  /// In the IPA where its phones are ARPABET; otherwise the phones as they are.
  public func transcriptions(of words: [String]) -> [[String]] {
    words.map { word in
      pronunciations(of: word).map { guess in
        (PhoneNotation.ipa(ofARPABET: guess.phones) ?? guess.phones).joined()
      }
    }
  }

  /// The likeliest pronunciation of each word, phone by phone: phones of a lexicon in no known notation have no
  /// transcription in the IPA.
  public func pronunciations(of words: [String], in lexicon: Lexicon) -> [[[Phone]]] {
    words.map { word in
      pronunciations(of: word).compactMap { guess in
        lexicon.phones(guess.phones)
          ?? PhoneNotation.ipa(ofARPABET: guess.phones).flatMap { lexicon.phones($0) }
          ?? PhoneNotation.arpabet(ofIPA: guess.phones).flatMap { lexicon.phones($0) }
      }
    }
  }
}

extension PronunciationModel {
  /// Whether a lexicon has phones that the model says, in whatever notation.
  public func fits(_ lexicon: Lexicon) -> Bool {
    phones.contains { phone in
      lexicon.phones([phone]) != nil
        || PhoneNotation.ipa(ofARPABET: [phone]).flatMap { lexicon.phones($0) } != nil
        || PhoneNotation.arpabet(ofIPA: [phone]).flatMap { lexicon.phones($0) } != nil
    }
  }
}

extension Lexicon {
  /// The phones of these symbols, without stress; nil if the lexicon lacks one or there are none.
  fileprivate func phones(_ symbols: [String]) -> [Phone]? {
    let found = symbols.compactMap { inventory.phone($0) }
    return found.count == symbols.count && !found.isEmpty
      ? found.map(inventory.withoutStress) : nil
  }
}
