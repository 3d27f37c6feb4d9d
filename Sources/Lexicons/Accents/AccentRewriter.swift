/// Rewrites the pronunciations of a lexicon in one or several accents while it is read.
struct AccentRewriter {
  let accents: [Accent]
  /// The accents that have changed no pronunciation so far.
  private(set) var idle: [Accent]
  /// The known properties of each phone, by its code.
  private var known: [UInt8: AccentedPhone] = [:]

  init(_ accents: [Accent]) {
    self.accents = accents.inOrder
    idle = accents.inOrder
  }

  /// Rewrites phones in the accents.
  ///
  /// - Returns: nil if the inventory has no room for a phone that an accent introduces.
  mutating func rewritten(
    _ codes: ArraySlice<UInt8>, _ inventory: inout PhoneInventory
  ) -> [UInt8]? {
    let isARPABET = codes.allSatisfy { inventory.isARPABET($0) }
    var written = Array(codes)
    for accent in accents {
      var phones = written.map { phone($0, inventory) }
      // A transcription in the IPA without any stress mark doesn't say that nothing is stressed.
      if !isARPABET, phones.allSatisfy({ $0.stress == 0 }) {
        phones = phones.map(\.withUnknownStress)
      }
      guard accent.apply(to: &phones) else { continue }
      var changed: [UInt8] = []
      for phone in phones {
        guard let code = phone.code ?? code(of: phone, isARPABET, &inventory) else { return nil }
        changed.append(code)
      }
      if changed != written { idle.removeAll { $0 == accent } }
      written = changed
    }
    return written
  }

  private mutating func phone(_ code: UInt8, _ inventory: PhoneInventory) -> AccentedPhone {
    if let phone = known[code] { return phone }
    var symbol = inventory.symbol(of: Phone(code: code))
    let phone: AccentedPhone
    if inventory.isARPABET(code) {
      let stress = symbol.last.flatMap(\.wholeNumberValue)
      if stress != nil { symbol.removeLast() }
      phone = AccentedPhone(
        EnglishSound(arpabet: symbol, stress: stress), stress: stress, code: code,
        isRhotic: symbol == "ER")
    } else {
      let stress = symbol.first.flatMap { ["\u{2C8}": 1, "\u{2CC}": 2][$0] } ?? 0
      if stress > 0 { symbol.removeFirst() }
      phone = AccentedPhone(
        EnglishSound(ipa: symbol), stress: stress, code: code,
        isLong: symbol.unicodeScalars.contains(where: IPA.lengthMarks.contains),
        isRhotic: symbol.unicodeScalars.contains { "ɝɚ".unicodeScalars.contains($0) })
    }
    known[code] = phone
    return phone
  }

  private func code(
    of phone: AccentedPhone, _ isARPABET: Bool, _ inventory: inout PhoneInventory
  ) -> UInt8? {
    guard let symbol = phone.sound.symbol(inARPABET: isARPABET) else {
      preconditionFailure("accents bring sounds that can be written")
    }
    guard isARPABET else {
      let stress = phone.sound.isVowel ? phone.stress ?? 0 : 0
      return inventory.intern(IPATokenizer.Token(symbol: symbol, stress: stress))
    }
    let stress = phone.sound.isVowel ? phone.stress.map(String.init) ?? "" : ""
    return inventory.phone(symbol + stress)?.code
  }
}
