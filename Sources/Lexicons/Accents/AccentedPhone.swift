/// A phone of a pronunciation while accents rewrite it.
struct AccentedPhone: Equatable {
  private(set) var sound: EnglishSound
  /// The stress: 0 for none, 1 for primary, 2 for secondary; nil if the lexicon doesn't say.
  private(set) var stress: Int?
  /// The code of the phone in the lexicon's inventory; nil for a phone that an accent introduced.
  private(set) var code: UInt8?
  /// Whether the phone has a length mark.
  let isLong: Bool
  /// Whether the phone contains an "r", like "ɝ".
  let isRhotic: Bool

  init(
    _ sound: EnglishSound, stress: Int?, code: UInt8? = nil, isLong: Bool = false,
    isRhotic: Bool = false
  ) {
    self.sound = sound
    self.stress = stress
    self.code = code
    self.isLong = isLong
    self.isRhotic = isRhotic
  }

  /// Whether the phone may be the vowel of an unstressed syllable; if the lexicon doesn't mark
  /// stress, its kind decides.
  var isUnstressedVowel: Bool {
    guard sound.isVowel else { return false }
    if let stress { return stress == 0 }
    return [.schwa, .strut, .nurse, .letter, .kit, .fleece].contains(sound)
  }

  var withUnknownStress: AccentedPhone {
    var phone = self
    phone.stress = nil
    return phone
  }

  mutating func become(_ sound: EnglishSound) {
    self.sound = sound
    code = nil
  }
}
