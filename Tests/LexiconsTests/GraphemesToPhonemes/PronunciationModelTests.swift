import BundledLexicons
import Foundation
import Testing
import Transcripts

@testable import Lexicons

@Suite struct `A model of pronunciations` {
  static let bundled = try! BundledLexicon.pronunciationModel()

  /// A language in which spelling decides: "sh" is one phone, "x" two, and a last "e" says nothing.
  static let regular: Lexicon = {
    let sounds = [
      ("b", "b"), ("d", "d"), ("g", "ɡ"), ("k", "k"), ("m", "m"), ("n", "n"), ("sh", "ʃ"),
      ("s", "s"),
      ("x", "k s"), ("t", "t"),
    ]
    let vowels = [("a", "a"), ("i", "i"), ("o", "o"), ("u", "u")]
    var lines: [String] = []
    for (number, first) in sounds.enumerated() {
      for (place, vowel) in vowels.enumerated() {
        for (count, last) in sounds.enumerated() {
          let silent = (number + place + count) % 3 == 0
          lines.append(
            "\(first.0)\(vowel.0)\(last.0)\(silent ? "e" : "")\t\(first.1) \(vowel.1) \(last.1)")
        }
      }
    }
    return try! Lexicon(
      text: lines.joined(separator: "\n") + "\n", path: "regular", format: .wikipron)
  }()

  @Test func `says the held-out tenth of CMUdict as well as it is meant to`() {
    let errors = PronunciationErrors(
      of: Self.bundled, on: CMUdict.lexicon, where: HeldOutWords.contains)
    #expect(errors.words == 12_542)
    #expect(errors.phoneErrorRate < 0.065)
    #expect(errors.wordErrorRate < 0.27)
  }

  @Test func `belongs to the bundled lexicon`() {
    #expect(Self.bundled.lexicon == CMUdict.lexicon.digest)
    #expect(Self.bundled.name == CMUdict.lexicon.name)
    #expect(Self.bundled.order == 8)
  }

  @Test(
    arguments: [
      ("blorptastic", "B L AO R P T AE S T IH K"), ("vaping", "V EY P IH NG"),
      ("covid", "K OW V IH D"), ("emoji", "IH M OW JH IY"),
    ])
  func `says words that CMUdict lacks as people do`(word: String, phones: String) {
    #expect(Self.bundled.pronunciations(of: word, limit: 5).map(\.description).contains(phones))
  }

  @Test func `gives the likeliest first, with probabilities that sum to at most 1`() {
    let guesses = Self.bundled.pronunciations(of: "reading", limit: 20)
    #expect(guesses.count == 20)
    #expect(Set(guesses.map(\.phones)).count == 20)
    #expect(zip(guesses, guesses.dropFirst()).allSatisfy { $0.probability >= $1.probability })
    #expect(guesses.reduce(0) { $0 + $1.probability } <= 1.0001)
    #expect(guesses[0].description == "R EH D IH NG" || guesses[0].description == "R IY D IH NG")
  }

  @Test func `says nothing of a word in other letters, and overlooks accents that it doesn't know`()
  {
    #expect(Self.bundled.pronunciations(of: "дом").isEmpty)
    #expect(Self.bundled.pronunciations(of: "4x4").isEmpty)
    #expect(Self.bundled.pronunciations(of: "").isEmpty)
    #expect(
      Self.bundled.pronunciations(of: "blancé").map(\.phones)
        == Self.bundled.pronunciations(of: "blance").map(\.phones))
  }

  @Test func `learns any lexicon, in the IPA, too`() throws {
    let model = try PronunciationTraining().learn(from: Self.regular) {
      !HeldOutWords.contains($0)
    }
    let errors = PronunciationErrors(
      of: model, on: Self.regular, where: HeldOutWords.contains)
    #expect(errors.words > 20)
    #expect(errors.wrongWords == 0)
    #expect(model.pronunciations(of: "shoxubake").first?.phones.joined() == "ʃoksubak")
  }

  @Test func `learns the same model every time`() throws {
    let first = try PronunciationTraining().learn(from: Self.regular)
    let second = try PronunciationTraining().learn(from: Self.regular)
    #expect(first.digest == second.digest)
  }

  @Test func `a letter that stands for a syllable needs room for its phones`() throws {
    let lexicon = try Lexicon(
      text: "山\tʂ a n ˥\n水\tʂ w e i ˨\n火\tx w o ˨\n", path: "chinese", format: .wikipron)
    #expect(throws: PronunciationModelError.self) {
      try PronunciationTraining().learn(from: lexicon)
    }
    var training = PronunciationTraining()
    training.phones = 6
    let model = try training.learn(from: lexicon)
    #expect(model.pronunciations(of: "火山").first?.phones.joined() == "xwo˨ʂan˥")
  }

  @Test func `syllables of Hangul are taken apart`() throws {
    let lexicon = try Lexicon(
      text: "가\tk a\n나\tn a\n고\tk o\n니\tn i\n간\tk a n\n", path: "korean", format: .wikipron)
    let model = try PronunciationTraining().learn(from: lexicon)
    #expect(model.pronunciations(of: "노긴").first?.phones == ["n", "o", "k", "i", "n"])
  }

  @Test func `its phones are those of the lexicon that it is asked for`() throws {
    let pronounced = try PronouncedWords(
      ["weir", "blorp"], from: Self.bundled, in: CMUdict.lexicon)
    #expect(pronounced.words == ["blorp"])
    #expect(pronounced.model == Self.bundled.digest)
    #expect(pronounced.voice == nil)
    let phones = pronounced.pronunciations(of: "blorp").map { phones in
      phones.map { CMUdict.lexicon.inventory.symbol(of: $0) }
    }
    #expect(phones == [["B", "L", "AO", "R", "P"]])
    let ipa = try Lexicon(
      text: "blow\tb l o ʊ\nrope\tɹ o p\nboar\tb ɔ ɹ\n", path: "ipa", format: .wikipron)
    #expect(Self.bundled.fits(ipa))
    let asked = PronouncedWords(from: Self.bundled, in: ipa)
    #expect(
      asked.pronunciations(of: "blorp").first.map { $0.map { ipa.inventory.symbol(of: $0) } }
        == ["b", "l", "ɔ", "ɹ", "p"])
    #expect(asked.pronunciations(of: "blow").isEmpty, "the lexicon has it")
  }
}
