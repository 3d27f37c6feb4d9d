import CSystemICU

/// Brings transcripts from different sources to the same words, so that only what was heard counts.
///
/// The lexicon, WER and corpora all go through it:
///
/// - the Unicode form is applied first (by default lower case, with compatibility forms made plain);
/// - every apostrophe (curly, modifier, prime, acute, grave) becomes `'` and stays part of its word;
///   one that stands on both ends of a word is a quotation mark and goes, as does a lone or a
///   doubled one;
/// - dashes of every kind become spaces;
/// - a full stop vanishes ("p.m." becomes "pm"), unless there are several in a row, which part words;
/// - a full stop, comma, colon or slash between digits stays: digits are left alone ("3.5", "10:30", "1/2");
/// - a minus sign and the signs of percent and of currencies stay with their number ("-5", "75%", "$5.50"),
///   and so do fractions and superscripts ("3½", "10²");
/// - every other punctuation mark and symbol parts words;
/// - white space is collapsed.
///
/// Normalizing twice changes nothing more.
///
/// ```swift
/// TextNormalizer.standard.words(in: "“Tell her—we’re OVER there!”")
/// // ["tell", "her", "we're", "over", "there"]
/// ```
public struct TextNormalizer: Hashable, Sendable {
  /// What is left of a text's form where words are compared.
  public enum Style: String, Hashable, Sendable, Codable, CaseIterable {
    /// Texts as they are, parted at white space, in Unicode's form NFC.
    case none
    /// Case, punctuation and compatibility forms make no difference.
    case basic
    /// Nor do the ways to write and to say a number: "75%" is "seventy five percent".
    case spoken
  }

  /// What is left of a text's form.
  public let style: Style
  /// The Unicode form that is applied before anything else.
  public let form: UnicodeForm
  /// Whose letters become lower-case, as a BCP 47 code; nil for no language in particular.
  public let language: String?

  /// What models read, and perturbations change and write.
  public var modelTexts = ModelTexts.written
  /// What becomes of what recognizers write beside words.
  public var markup = MarkupPolicy.keep
  /// The unit in which errors are counted.
  public var errorUnits = ErrorUnits.automatic
  /// Spellings that are made alike before anything else; nil for none.
  public var mapping: GlobalMapping?

  /// What the package uses everywhere: lower case, compatibility forms made plain.
  public static let standard = TextNormalizer()

  /// - Parameters:
  ///   - style: what is left of a text's form.
  ///   - form: how letters are written; matters to ``Style/basic`` and ``Style/spoken``.
  ///   - language: whose letters and numbers these are; nil for English numbers and no letters in particular. In
  ///     Turkish ("tr") "I" becomes "ı". Numbers of a language that ICU has no rules for stay as they are.
  public init(
    _ style: Style = .basic, form: UnicodeForm = .nfkcLowerCase, language: String? = nil
  ) {
    self.style = style
    self.form = form
    self.language = language
  }

  /// What makes the texts that models read, where this one makes the words that are compared: see ``ModelTexts``.
  /// Numbers and spellings stay as they were written in any case.
  public var forTexts: TextNormalizer {
    let style =
      switch modelTexts {
      case .written: Style.none
      case .compared: style == .spoken ? .basic : style
      }
    var texts = TextNormalizer(style, form: form, language: language)
    texts.modelTexts = modelTexts
    texts.markup = markup
    texts.errorUnits = errorUnits
    return texts
  }

  /// What makes the keys by which phrases are learned and found: this one, but for case and punctuation, which no key
  /// has.
  package var forKeys: TextNormalizer {
    guard style == .none else { return self }
    var keys = TextNormalizer(.basic, form: form, language: language)
    keys.markup = markup
    keys.mapping = mapping
    return keys
  }

  /// Languages in which letters of ASCII become lower-case in another way.
  private var lowersASCIIOtherwise: Bool {
    let code = language?.split(whereSeparator: { "-_".contains($0) }).first ?? ""
    return form == .nfkcLowerCase && ["tr", "az", "lt"].contains(code)
  }

  /// `text` as its words, joined by single spaces.
  public func normalize(_ text: String) -> String {
    if style == .none, mapping == nil, markup == .keep, Self.isSpacedASCII(text) { return text }
    return words(in: text).joined(separator: " ")
  }

  /// Whether a text is ASCII with single spaces and no other white space, as most are.
  private static func isSpacedASCII(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      guard byte < 0x80, byte >= 0x20, byte != 0x20 || last != 0x20 else { return false }
      last = byte
    }
    return last != 0x20
  }

  /// The units of `text` in which errors are counted: its words, or single characters of scripts without spaces.
  public func units(in text: String) -> [String] { errorUnits.units(of: words(in: text)) }

  /// Whether errors of `text` are counted in other units than words.
  public func countsCharacters(of text: String) -> Bool {
    switch errorUnits {
    case .words: false
    case .characters: true
    case .automatic: ErrorUnits.hasUnspaced(text)
    }
  }

  /// The words of `text`.
  public func words(in text: String) -> [String] {
    var text = text
    if let mapping { text = mapping.apply(to: Self.withoutSentenceMarks(text)) }
    guard markup != .keep, text.contains(where: { "<[({%".contains($0) }) else {
      return styledWords(in: text)
    }
    return RecognizerMarkup.parts(of: text).flatMap { part in
      switch part {
      case .text(let text): styledWords(in: String(text))
      case .mark(let name): markup == .word ? ["<\(name)>"] : []
      }
    }
  }

  /// GLM files are made for texts without punctuation; what may belong to a word stays, such as the stop of "St.",
  /// but not at the end.
  private static func withoutSentenceMarks(_ text: String) -> String {
    var words = text.split(whereSeparator: \.isWhitespace).map { word in
      String(
        word.reversed().drop { ",;:!?\"”".contains($0) }.reversed().drop { "\"“".contains($0) })
    }
    if let last = words.last, last.hasSuffix("."), last.count(where: { $0 == "." }) == 1 {
      words[words.count - 1].removeLast()
    }
    return words.joined(separator: " ")
  }

  private func styledWords(in text: String) -> [String] {
    switch style {
    case .none:
      let composed =
        text.utf8.allSatisfy { $0 < 0x80 } ? text : UnicodeForm.nfc.apply(to: text)
      return composed.split(whereSeparator: \.isWhitespace).map(String.init)
    case .basic: return basicWords(in: text)
    case .spoken:
      let words = basicWords(in: text)
      return NumberLanguage.language(language ?? "en")?.spoken(words) ?? words
    }
  }

  private func basicWords(in text: String) -> [String] {
    if let block = basicASCIIWords(in: text) { return block.strings }
    // An acute accent on its own is an apostrophe to us; NFKC would make it a space and a mark.
    let prepared = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{B4}" ? "'" : $0 }))
    let words = scalarWords(in: form.apply(to: prepared, language: language))
    // What was dropped may have stood between a letter and its accent.
    return words.map { form.apply(to: $0, language: language) }
  }

  /// The fast way for texts that every form leaves alone but for case; nil for any other.
  func asciiWords(in text: String) -> WordBlock? {
    guard style == .basic, mapping == nil, markup == .keep,
      errorUnits != .characters
    else { return nil }
    return basicASCIIWords(in: text)
  }

  private func basicASCIIWords(in text: String) -> WordBlock? {
    if lowersASCIIOtherwise { return nil }
    var text = text
    var block: WordBlock?
    text.withUTF8 { bytes in
      guard bytes.areASCII else { return }
      var splitter = WordSplitter(size: bytes.count)
      // The bit in which capitals differ from small letters, and which digits have.
      let fold: UInt8 = form == .nfkcLowerCase || form == .nfkcCaseFold ? 0x20 : 0
      var place = 0
      while place < bytes.count {
        let start = place
        while place < bytes.count, WordSplitter.isAlphanumeric(bytes[place]) { place &+= 1 }
        if place > start {
          splitter.add(run: UnsafeBufferPointer(rebasing: bytes[start..<place]), setting: fold)
        } else {
          switch bytes[place] {
          case 0x27, 0x60: splitter.apostrophe()
          case 0x2E, 0x2C, 0x3A, 0x2F: splitter.mark(bytes[place])
          case 0x2D: splitter.minus()
          case 0x25: splitter.percent()
          case 0x24: splitter.currency("$")
          case 0x20, 0x09...0x0D: splitter.gap(isSpace: true)
          case 0x22, 0x28, 0x5B, 0x7B: splitter.gap(isSpace: false)
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
      case ".", ",", ":", "/":
        splitter.mark(UInt8(scalar.value))
      case "-", "\u{2212}": splitter.minus()
      case "%", "\u{66A}": splitter.percent()
      case "$": splitter.currency(scalar)
      case _ where scalar.value > 0x7F && WordSplitter.isCurrency(scalar):
        splitter.currency(scalar)
      case "\"", "(", "[", "{", "“", "„", "«": splitter.gap(isSpace: false)
      case _ where scalar.properties.isWhitespace: splitter.gap(isSpace: true)
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
