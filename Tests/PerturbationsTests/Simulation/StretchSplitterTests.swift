import Perturbations
import SmallWorlds
import Testing

@Suite struct `A stretch splitter` {
  static let splitter = StretchSplitter(SpokenWorld.lexicon)

  private func parts(
    _ said: String, _ heard: String, keeping isWhole: Bool = true
  ) -> [String] {
    let (words, others) = (Self.split(said), Self.split(heard))
    return Self.splitter.parts(said: words, heard: others) { _ in isWhole }.map {
      words[$0.said].joined(separator: " ") + " → " + others[$0.heard].joined(separator: " ")
    }
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  @Test func `parts a stretch where boundaries meet by sound`() {
    #expect(parts("wait here now", "weight hear") == ["wait → weight", "here → hear", "now → "])
    #expect(parts("ice cream", "i scream") == ["ice cream → i scream"])
  }

  @Test func `keeps words together that no boundary parts, if it is asked to`() {
    #expect(parts("let her", "letter") == ["let her → letter"])
    #expect(
      parts("recognize speech", "wreck a nice beach", keeping: false)
        == ["recognize → wreck a nice", "speech → beach"])
    let apart = parts("let her", "letter", keeping: false)
    #expect(apart.count == 2)
    #expect(apart.joined(separator: " ").contains("letter"))
  }

  @Test func `a word without a pronunciation is parted by letters`() {
    #expect(
      parts("mondegreenish see", "mondegreen sea", keeping: false)
        == ["mondegreenish → mondegreen", "see → sea"])
  }

  @Test func `parts follow each other and leave nothing out`() {
    let words = Self.split(SpokenWorld.reference) + ["mondegreenish"]
    var gaps: [String] = []
    for length in 1...6 {
      for shift in 0..<6 {
        let said = Array(words[shift..<shift + length])
        for heard in [[], Array(words.reversed().prefix(length)), words] {
          for isWhole in [true, false] {
            let parts = Self.splitter.parts(said: said, heard: heard) { _ in isWhole }
            if parts.flatMap({ Array($0.said) }) != Array(said.indices)
              || parts.flatMap({ Array($0.heard) }) != Array(heard.indices)
              || parts.contains(where: { $0.said.isEmpty })
            {
              gaps.append("\(said) \(heard)")
            }
          }
        }
      }
    }
    #expect(gaps.isEmpty)
  }
}
