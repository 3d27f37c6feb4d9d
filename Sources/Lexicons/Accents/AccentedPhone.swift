/// A phone of a pronunciation while accents rewrite it.
struct AccentedPhone: Equatable {
  private(set) var sound: EnglishSound
  /// 0 none, 1 primary, 2 secondary; nil where the lexicon doesn't say.
  private(set) var stress: Int?
  /// The phone in the lexicon's inventory; nil for one that an accent brought.
  private(set) var code: UInt8?
  /// Whether a length mark goes with it.
  let isLong: Bool
  /// Whether "r" is part of it, as of "ɝ".
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

  /// Whether it may be the vowel of a syllable without stress; where the lexicon doesn't say, by its kind.
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
