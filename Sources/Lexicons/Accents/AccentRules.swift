extension Accent {
  /// Rewrites a pronunciation and returns whether anything changed.
  func apply(to phones: inout [AccentedPhone]) -> Bool {
    let before = phones
    switch self {
    case .fatherBother:
      Self.rewrite(&phones) { phones, place in
        let phone = phones[place]
        if phone.sound == .lot || (phone.sound == .palm && phone.isLong && phone.code != nil) {
          phones[place].become(.palm)
        }
      }
    case .cotCaught:
      Self.rewrite(&phones) { phones, place in
        guard [.thought, .lot].contains(phones[place].sound),
          Self.sound(phones, place + 1) != .r
        else { return }
        phones[place].become(.palm)
      }
    case .pinPen:
      Self.rewrite(&phones) { phones, place in
        guard phones[place].sound == .dress, Self.isNasal(phones, place + 1) else { return }
        phones[place].become(.kit)
      }
    case .maryMarryMerry:
      Self.rewrite(&phones) { phones, place in
        guard [.trap, .face, .square].contains(phones[place].sound),
          Self.sound(phones, place + 1) == .r, Self.isVowel(phones, place + 2)
        else { return }
        phones[place].become(.dress)
      }
    case .fillFeel:
      Self.rewrite(&phones) { phones, place in
        guard phones[place].sound == .kit, Self.sound(phones, place + 1) == .l else { return }
        phones[place].become(.fleece)
      }
    case .wineWhine:
      Self.rewrite(&phones) { phones, place in
        if phones[place].sound == .voicelessW { phones[place].become(.w) }
      }
      Self.remove(from: &phones) { phones, place in
        phones[place].sound == .h && Self.sound(phones, place + 1) == .w
      }
    case .hDropping:
      Self.remove(from: &phones) { phones, place in
        phones[place].sound == .h && place + 1 < phones.count
      }
    case .yodDropping:
      Self.remove(from: &phones) { phones, place in
        phones[place].sound == .y && [.goose, .foot].contains(Self.sound(phones, place + 1))
          && [.t, .d, .n, .s, .z, .l, .th, .r].contains(Self.sound(phones, place - 1))
      }
    case .thFronting:
      Self.rewrite(&phones) { phones, place in
        switch phones[place].sound {
        case .th: phones[place].become(.f)
        case .dh where place > 0: phones[place].become(.v)
        default: break
        }
      }
    case .nonRhotic: Self.dropR(&phones)
    case .flapping:
      Self.rewrite(&phones) { phones, place in
        guard [.t, .d].contains(phones[place].sound), place > 0,
          Self.isVowel(phones, place - 1) || Self.sound(phones, place - 1) == .r,
          place + 1 < phones.count, phones[place + 1].isUnstressedVowel,
          !Self.isReducedN(phones, place + 1)
        else { return }
        phones[place].become(.flap)
      }
    }
    return phones != before
  }

  /// Keeps "r" before vowels and drops it elsewhere, leaving a schwa after a vowel that doesn't
  /// already end in one.
  private static func dropR(_ phones: inout [AccentedPhone]) {
    var said: [AccentedPhone] = []
    for (place, phone) in phones.enumerated() {
      let isBeforeVowel = isVowel(phones, place + 1)
      switch phone.sound {
      case .r where !isBeforeVowel:
        guard let last = said.last, last.sound.isVowel else {
          said.append(phone)
          continue
        }
        switch last.sound {
        case .palm, .lot, .thought, .schwa, .strut, .nurse, .letter, .near, .square: break
        case .kit, .fleece:
          said[said.count - 1].become(.near)
          said.append(AccentedPhone(.schwa, stress: last.stress.map { _ in 0 }))
        case .trap, .dress, .face, .foot, .goose, .syllabicN, .otherVowel:
          said.append(AccentedPhone(.schwa, stress: last.stress.map { _ in 0 }))
        case .r, .t, .d, .flap, .m, .n, .l, .h, .w, .voicelessW, .y, .th, .dh, .s, .z, .f, .v,
          .otherConsonant:
          break
        }
      case .letter, .nurse:
        guard phone.isRhotic else {
          said.append(phone)
          continue
        }
        var vowel = phone
        let isReduced = phone.sound == .letter || isLastBareER(phones, place)
        vowel.become(isReduced ? .schwa : .nurse)
        said.append(vowel)
        if isBeforeVowel { said.append(AccentedPhone(.r, stress: phone.stress.map { _ in 0 })) }
      default: said.append(phone)
      }
    }
    phones = said
  }

  /// Whether a phone is a final "er" after another vowel in a lexicon without stress, where it is
  /// the vowel of "letter".
  private static func isLastBareER(_ phones: [AccentedPhone], _ place: Int) -> Bool {
    phones[place].stress == nil && place == phones.count - 1
      && phones[..<place].contains { $0.sound.isVowel }
  }

  private static func rewrite(
    _ phones: inout [AccentedPhone], _ change: (inout [AccentedPhone], Int) -> Void
  ) {
    for place in phones.indices { change(&phones, place) }
  }

  private static func remove(
    from phones: inout [AccentedPhone], where goes: ([AccentedPhone], Int) -> Bool
  ) {
    let all = phones
    phones = all.indices.filter { !goes(all, $0) }.map { all[$0] }
  }

  private static func sound(_ phones: [AccentedPhone], _ place: Int) -> EnglishSound? {
    phones.indices.contains(place) ? phones[place].sound : nil
  }

  private static func isVowel(_ phones: [AccentedPhone], _ place: Int) -> Bool {
    sound(phones, place)?.isVowel ?? false
  }

  private static func isNasal(_ phones: [AccentedPhone], _ place: Int) -> Bool {
    [.n, .m].contains(sound(phones, place))
  }

  /// Whether a place holds a schwa followed by "n", or a syllabic "n".
  private static func isReducedN(_ phones: [AccentedPhone], _ place: Int) -> Bool {
    let isSchwa = [.schwa, .strut].contains(phones[place].sound)
    return phones[place].sound == .syllabicN || (isSchwa && sound(phones, place + 1) == .n)
  }
}
