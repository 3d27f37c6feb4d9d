import CSystemICU

/// Spells numbers in one language by ICU's rule-based number formats (CLDR's rules).
///
/// ICU can also read numbers back, but takes "seventy five" for 7005, so ``NumberRules`` goes back by a
/// table of what was spelled.
struct NumberSpeller: ~Copyable {
  private let speller: OpaquePointer
  /// The names of the rule sets that others may use: "spellout-ordinal", without a percent sign.
  let ruleSets: [String]
  private var chosen = ""

  /// The form in which numbers are written.
  enum Style {
    /// The number in words: "twenty one".
    case words
    /// The number in digits with an ordinal's ending: "21st".
    case ordinalDigits
  }

  /// Nil if ICU has no rules for the language, which is given as a locale: "en", "pt_BR".
  init?(_ style: Style, locale: String) {
    guard
      let speller = mdg_speller_open(
        style == .words ? mdg_speller_words : mdg_speller_ordinal_digits, locale)
    else { return nil }
    self.speller = speller
    let names = Self.text { mdg_speller_rule_sets(speller, $0, $1) } ?? ""
    ruleSets = names.split(separator: ";").map { String($0.drop { $0 == "%" }) }
  }

  deinit { mdg_speller_close(speller) }

  /// The number as the rule set writes it, as ICU does: "twenty-one".
  mutating func spell(_ number: Double, by ruleSet: String) -> String {
    if chosen != ruleSet {
      let name = Array("%\(ruleSet)".utf16)
      precondition(
        mdg_speller_choose(speller, name, Int32(name.count)), "ICU named the rule set itself")
      chosen = ruleSet
    }
    return Self.text { mdg_speller_spell(speller, number, $0, $1) } ?? ""
  }

  /// Grows a buffer until ICU's answer fits; nil if ICU fails.
  private static func text(
    _ write: (UnsafeMutablePointer<UInt16>, Int32) -> Int32
  ) -> String? {
    var capacity = 256
    while true {
      var length = 0
      let units = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        length = Int(write(buffer.baseAddress!, Int32(capacity)))
        count = min(max(length, 0), capacity)
      }
      if length < 0 { return nil }
      if length <= capacity { return String(decoding: units, as: UTF16.self) }
      capacity = length
    }
  }
}
