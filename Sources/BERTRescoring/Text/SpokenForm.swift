/// Text as a recognizer would write it: lower case, no punctuation, apostrophes only inside words.
///
/// N-best lists carry no punctuation, so a model that is to judge them is pre-trained on text
/// without it, and scores this form of whatever text it is given. Accents are left to the tokenizer.
public enum SpokenForm {
  /// The spoken form of `text`, words separated by single spaces.
  ///
  /// Hyphens and dashes separate words ("well-known" is said as two); underscores (the italics of
  /// plain-text books) and other marks vanish without a trace; digits stay as they are.
  public static func of(_ text: String) -> String {
    var builder = SpokenFormBuilder()
    for scalar in text.unicodeScalars { builder.append(scalar) }
    return builder.finish()
  }
}

/// Builds a spoken form character by character.
struct SpokenFormBuilder {
  private var bytes: [UInt8] = []
  /// An apostrophe that counts only if a letter follows.
  private var pendingApostrophe = false

  var isEmpty: Bool { bytes.isEmpty }

  /// The last word so far, for telling abbreviations from the end of a sentence.
  var lastWord: ArraySlice<UInt8> {
    let end = bytes.last == 0x20 ? bytes.count - 1 : bytes.count
    let start = bytes[..<end].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
    return bytes[start..<end]
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 97...122, 48...57: letter(UInt8(scalar.value))
    case 65...90: letter(UInt8(scalar.value + 32))
    case 0x27, 0x2019, 0x2018, 0x02BC, 0xFF07:
      pendingApostrophe = !bytes.isEmpty && bytes.last != 0x20
    case 0x5F, 0xAD: break
    case 0...127: separate()
    default:
      let properties = scalar.properties
      if properties.isAlphabetic || properties.generalCategory == .nonspacingMark
        || properties.generalCategory == .decimalNumber
      {
        for mapped in properties.lowercaseMapping.unicodeScalars {
          for byte in UTF8.encode(mapped)! { letter(byte) }
        }
      } else {
        separate()
      }
    }
  }

  private mutating func letter(_ byte: UInt8) {
    if pendingApostrophe {
      bytes.append(0x27)
      pendingApostrophe = false
    }
    bytes.append(byte)
  }

  private mutating func separate() {
    pendingApostrophe = false
    if !bytes.isEmpty, bytes.last != 0x20 { bytes.append(0x20) }
  }

  /// The form of what was appended; the builder is empty again.
  mutating func finish() -> String {
    pendingApostrophe = false
    if bytes.last == 0x20 { bytes.removeLast() }
    defer { bytes.removeAll(keepingCapacity: true) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
