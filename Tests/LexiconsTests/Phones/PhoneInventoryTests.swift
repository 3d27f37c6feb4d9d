import Lexicons
import Testing

@Suite struct `Phone inventory` {
  @Test func `ARPABET has 39 phones, its 15 vowels with and without stress`() {
    #expect(PhoneInventory.arpabet.count == 24 + 15 * 4)
  }

  @Test func `a phone without its stress is the bare vowel`() throws {
    let inventory = PhoneInventory.arpabet
    let stressed = try #require(inventory.phone("AH1"))
    #expect(inventory.symbol(of: stressed) == "AH1")
    #expect(inventory.symbol(of: inventory.withoutStress(stressed)) == "AH")
    let consonant = try #require(inventory.phone("ZH"))
    #expect(inventory.withoutStress(consonant) == consonant)
    #expect(inventory.phone("ZH1") == nil)
  }

  @Test func `a lexicon's own phones follow ARPABET's`() throws {
    let lexicon = try Lexicon(
      text: "a ZH œ\n", path: "lexicon.txt", format: .kaldi)
    #expect(lexicon.inventory.count == PhoneInventory.arpabet.count + 1)
    #expect(lexicon.inventory.phone("ZH") == PhoneInventory.arpabet.phone("ZH"))
    #expect(lexicon.inventory.phone("œ")?.code == UInt8(PhoneInventory.arpabet.count))
  }
}
