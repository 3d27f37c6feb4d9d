public import Transcripts

extension PronunciationModel: GraphemeToPhoneme {
  /// The lexicon's name, which recipes record as the voice.
  public var voice: String { name }

  /// The digest of the model itself, by which recipes identify it.
  public var modelDigest: Digest? { digest }

  /// Transcriptions in the IPA if the model's phones are ARPABET; otherwise the phones as they are.
  public func transcriptions(of words: [String]) -> [[String]] {
    words.map { word in
      pronunciations(of: word).map { guess in
        (PhoneNotation.ipa(ofARPABET: guess.phones) ?? guess.phones).joined()
      }
    }
  }

  /// The most likely pronunciation of each word. It is converted phone by phone, since phones in an
  /// unknown notation have no transcription in the IPA.
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
  /// Whether a lexicon has the phones that the model uses, in whatever notation.
  public func fits(_ lexicon: Lexicon) -> Bool {
    phones.contains { phone in
      lexicon.phones([phone]) != nil
        || PhoneNotation.ipa(ofARPABET: [phone]).flatMap { lexicon.phones($0) } != nil
        || PhoneNotation.arpabet(ofIPA: [phone]).flatMap { lexicon.phones($0) } != nil
    }
  }
}

extension Lexicon {
  /// The phones with these symbols, without stress; nil if there are none or the lexicon lacks one.
  fileprivate func phones(_ symbols: [String]) -> [Phone]? {
    let found = symbols.compactMap { inventory.phone($0) }
    return found.count == symbols.count && !found.isEmpty
      ? found.map(inventory.withoutStress) : nil
  }
}
