import CSystemICU

/// Brings transcripts from different sources to the same words, so that only what was heard counts.
///
/// The lexicon, WER and corpora all go through it:
///
/// - the Unicode form is applied first (by default NFKC with case folding);
/// - every apostrophe (curly, modifier, prime, acute, grave) becomes `'` and stays part of its word;
///   one that stands on both ends of a word is a quotation mark and goes, as does a lone or a
///   doubled one;
/// - dashes of every kind become spaces;
/// - a full stop vanishes ("p.m." becomes "pm"), unless there are several in a row, which part words;
/// - a full stop, comma or colon between digits stays: digits are left alone ("3.5", "10:30");
/// - every other punctuation mark and symbol parts words;
/// - white space is collapsed.
///
/// Normalising twice changes nothing more.
///
/// ```swift
/// TextNormalizer.standard.words(in: "“Tell her—we’re OVER there!”")
/// // ["tell", "her", "we're", "over", "there"]
/// ```
public struct TextNormalizer: Hashable, Sendable {
  /// The Unicode form that is applied before anything else.
  public let form: UnicodeForm

  /// What the package uses everywhere: NFKC with case folding.
  public static let standard = TextNormalizer()

  public init(form: UnicodeForm = .nfkcCaseFold) {
    self.form = form
  }

  /// `text` as its words, joined by single spaces.
  public func normalize(_ text: String) -> String {
    words(in: text).joined(separator: " ")
  }

  /// The words of `text`.
  public func words(in text: String) -> [String] {
    if let block = asciiWords(in: text) { return block.strings }
    // An acute accent on its own is an apostrophe to us; NFKC would make it a space and a mark.
    let prepared = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{B4}" ? "'" : $0 }))
    let words = scalarWords(in: form.apply(to: prepared))
    // What was dropped may have stood between a letter and its accent.
    return words.map { form.apply(to: $0) }
  }

  /// The fast way for texts that every form leaves alone but for case; nil for any other.
  func asciiWords(in text: String) -> WordBlock? {
    var text = text
    var block: WordBlock?
    text.withUTF8 { bytes in
      guard bytes.areASCII else { return }
      var splitter = WordSplitter(size: bytes.count)
      // The bit in which capitals differ from small letters, and which digits have.
      let fold: UInt8 = form == .nfkcCaseFold ? 0x20 : 0
      var place = 0
      while place < bytes.count {
        let start = place
        while place < bytes.count, WordSplitter.isAlphanumeric(bytes[place]) { place &+= 1 }
        if place > start {
          splitter.add(run: UnsafeBufferPointer(rebasing: bytes[start..<place]), setting: fold)
        } else {
          switch bytes[place] {
          case 0x27, 0x60: splitter.apostrophe()
          case 0x2E, 0x2C, 0x3A: splitter.mark(bytes[place])
          default: splitter.boundary()
          }
          place &+= 1
        }
      }
      block = splitter.finish()
    }
    return block
  }

  private func scalarWords(in text: String) -> [String] {
    var splitter = WordSplitter(size: text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "`", "\u{2BC}", "\u{2B9}", "\u{2BB}", "\u{2BD}", "\u{2018}", "\u{2019}",
        "\u{201B}", "\u{2032}", "\u{2035}", "\u{FF07}", "\u{A78C}":
        splitter.apostrophe()
      case ".", ",", ":":
        splitter.mark(UInt8(scalar.value))
      default:
        switch mdg_character_kind_of(scalar.value) {
        case mdg_kind_letter: splitter.add(scalar, kind: .letter)
        case mdg_kind_number: splitter.add(scalar, kind: .digit)
        case mdg_kind_mark: splitter.add(scalar, kind: .mark)
        case mdg_kind_format: break
        default: splitter.boundary()
        }
      }
    }
    return splitter.finish().strings
  }
}
