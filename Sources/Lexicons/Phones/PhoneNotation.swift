/// Converts American English phones between ARPABET and the IPA.
///
/// ```swift
/// PhoneNotation.ipa(ofARPABET: ["CH", "ER1", "CH"])  // ["t͡ʃ", "ˈɝ", "t͡ʃ"]
/// PhoneNotation.arpabet(ofIPA: "ˈtʃɝtʃ")  // ["CH", "ER1", "CH"]
/// ```
public enum PhoneNotation {
  /// The phones in the IPA, with a stress mark before each stressed vowel; nil if a phone is not
  /// ARPABET.
  public static func ipa(ofARPABET phones: [String]) -> [String]? {
    var symbols: [String] = []
    for phone in phones {
      let stress = phone.last.flatMap { $0.isASCII ? $0.wholeNumberValue : nil }
      let bare = stress == nil ? phone : String(phone.dropLast())
      guard (stress ?? 0) <= 2, PhoneInventory.arpabet.phone(phone) != nil else { return nil }
      let unstressed = stress == 0 ? reduced[bare] : nil
      guard let symbol = unstressed ?? equivalents[bare] else { return nil }
      symbols.append(["", "\u{2C8}", "\u{2CC}"][stress ?? 0] + symbol)
    }
    return symbols
  }

  /// The phones of a transcription in ARPABET, each vowel with its stress digit; nil if English has
  /// no such phone.
  ///
  /// Letters that form one phone are read as one ("tʃ" is CH, "aɪ" is AY), and common variants of a
  /// phone are treated alike ("r" and "ɹ", "əʊ" and "oʊ").
  public static func arpabet(ofIPA transcription: String) -> [String]? {
    let tokenizer = IPATokenizer(marks: PhoneMarks(tones: .dropped, length: .dropped))
    let tokens = tokenizer.tokens(of: transcription)
    return phones(of: tokens)
  }

  /// Converts phones that are already separated, like ``arpabet(ofIPA:)-(String)`` but without
  /// joining them: "t" and "ʃ" stay two phones.
  public static func arpabet(ofIPA phones: [String]) -> [String]? {
    let tokenizer = IPATokenizer(marks: PhoneMarks(tones: .dropped, length: .dropped))
    var found: [String] = []
    for phone in phones {
      guard let one = Self.phones(of: tokenizer.tokens(of: phone)) else {
        return nil
      }
      found += one
    }
    return found.isEmpty ? nil : found
  }

  private static func phones(
    of tokens: [IPATokenizer.Token]
  ) -> [String]? {
    var phones: [String] = []
    var place = 0
    while place < tokens.count {
      var found: [String]?
      var length = 0
      for count in stride(from: min(3, tokens.count - place), through: 1, by: -1) {
        // A stress mark inside parts "t" and "ʃ", but belongs to the first vowel of "aɪ".
        let group = tokens[place..<place + count]
        if group.dropFirst().contains(where: { $0.stress > 0 }) { continue }
        if let match = arpabet[group.map(\.symbol).joined()] {
          found = match
          length = count
          break
        }
      }
      guard let found else { return nil }
      let stress = tokens[place].stress
      phones += found.map { phone in
        guard vowels.contains(phone) else { return phone }
        return phone + String(stress)
      }
      place += length
    }
    return phones.isEmpty ? nil : phones
  }

  private static let equivalents: [String: String] = [
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "EH": "ɛ", "ER": "ɝ",
    "EY": "eɪ", "IH": "ɪ", "IY": "i", "OW": "oʊ", "OY": "ɔɪ", "UH": "ʊ", "UW": "u", "B": "b",
    "CH": "t͡ʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "d͡ʒ", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
  ]

  /// The vowels that have a letter of their own when they are unstressed.
  private static let reduced = ["AH": "ə", "ER": "ɚ"]

  private static let vowels = Set(ARPABET.phones.filter { $0.features.isVowel }.map(\.symbol))

  private static let arpabet: [String: [String]] = {
    var table: [String: [String]] = [:]
    for (phone, symbol) in equivalents { table[symbol] = [phone] }
    for (phone, symbol) in reduced { table[symbol] = [phone] }
    let variants: [String: [String]] = [
      "tʃ": ["CH"], "ʧ": ["CH"], "dʒ": ["JH"], "ʤ": ["JH"], "r": ["R"], "ɾ": ["T"], "ɫ": ["L"],
      "ʔ": ["T"], "əʊ": ["OW"], "o": ["OW"], "e": ["EH"], "a": ["AA"], "ɒ": ["AA"], "ɐ": ["AH"],
      "ᵻ": ["IH"], "ɨ": ["IH"], "ʉ": ["UW"], "y": ["IY"], "ɜ": ["ER"], "ɜɹ": ["ER"],
      "ɜr": ["ER"], "ɚɹ": ["ER"], "x": ["K"], "ʍ": ["W"],
      "l̩": ["AH", "L"], "n̩": ["AH", "N"], "m̩": ["AH", "M"], "əl": ["AH", "L"], "ɪɹ": ["IH", "R"],
      "iə": ["IY", "AH"], "ɬ": ["L"], "β": ["V"], "ɹ̩": ["ER"], "ɛɪ": ["EY"], "ɑɪ": ["AY"],
      "ɑʊ": ["AW"], "æʊ": ["AW"],
    ]
    table.merge(variants) { first, _ in first }
    return table
  }()
}
