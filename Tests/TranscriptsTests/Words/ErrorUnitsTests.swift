import Testing
import Transcripts

@Suite struct `Units of errors` {
  private func units(_ text: String, _ errorUnits: ErrorUnits = .automatic) -> [String] {
    var normalizer = TextNormalizer()
    normalizer.errorUnits = errorUnits
    return normalizer.units(in: text)
  }

  @Test(arguments: [
    ("Tell her we're over", ["tell", "her", "we're", "over"]),
    ("我有3个apps, ok", ["我", "有", "3", "个", "apps", "ok"]),
    ("東京へ行く。カード", ["東", "京", "へ", "行", "く", "カ", "ー", "ド"]),
    ("น้ำแข็ง", ["น้ำ", "แ", "ข็", "ง"]), ("안녕 하세요", ["안녕", "하세요"]), ("", []),
    ("été straße", ["été", "straße"]),
  ])
  func `scripts without spaces are counted by characters`(text: String, expected: [String]) {
    #expect(units(text) == expected)
  }

  @Test func `units can be chosen`() {
    #expect(units("我有 ab", .words) == ["我有", "ab"])
    #expect(units("né ab", .characters) == ["n", "é", "a", "b"])
  }

  @Test func `errors are counted in units`() {
    let errors = WordErrorRate(reference: "今天天气很好", hypothesis: "今天天汽很好")
    #expect(errors.edits == 1 && errors.referenceWords == 6)
    var characters = TextNormalizer()
    characters.errorUnits = .characters
    let letters = WordErrorRate(reference: "there", hypothesis: "their", normalizer: characters)
    #expect(letters.edits == 2 && letters.referenceWords == 5)
    #expect(characters.name == "basic, by characters")
    #expect(characters.countsCharacters(of: "a"))
    #expect(TextNormalizer.standard.countsCharacters(of: "很 good"))
    #expect(!TextNormalizer.standard.countsCharacters(of: "good"))
  }
}
