import Lexicons
import Testing

@Suite struct `Stress and pronunciations in searches` {
  static let lexicon: Lexicon = {
    do {
      return try Lexicon(
        text: """
          insight IH1 N S AY2 T
          incite IH2 N S AY1 T
          read R EH1 D
          read R IY1 D
          red R EH1 D
          reed R IY1 D
          rid R IH1 D
          """, path: "small", format: .kaldi)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  @Test func `with stress kept, words that differ in stress alone are near`() {
    #expect(NearHomophones(Self.lexicon).candidates(for: "insight", minimumCount: 0).isEmpty)
    let kept = NearHomophones(Self.lexicon, stress: .kept)
    // Two vowels differ: that is two phones.
    #expect(kept.candidates(for: "insight", minimumCount: 0).isEmpty)
    let search = PronunciationSearch(Self.lexicon, stress: .kept)
    let found = search.candidates(for: "insight", within: 0.3)
    #expect(found.map(\.word) == ["incite"])
    #expect(abs(found[0].distance - 0.2) < 1e-9)
    let ignored = PronunciationSearch(Self.lexicon).candidates(for: "insight", within: 0)
    #expect(ignored.map(\.word) == ["incite"])
  }

  @Test func `with first pronunciations alone, the others find nothing and are not found`() {
    let all = PronunciationSearch(Self.lexicon)
    #expect(all.candidates(for: "read", within: 0).map(\.word) == ["red", "reed"])
    #expect(all.candidates(for: "reed", within: 0).map(\.word) == ["read"])
    let first = PronunciationSearch(Self.lexicon, variants: .first)
    #expect(first.candidates(for: "read", within: 0).map(\.word) == ["red"])
    #expect(first.candidates(for: "reed", within: 0).isEmpty)
    let near = NearHomophones(Self.lexicon, variants: .first)
    #expect(!near.candidates(for: "reed", minimumCount: 0).map(\.distance).contains(0))
  }

  @Test func `junctures follow stress and pronunciations`() throws {
    let lexicon = try Lexicon(
      text: "a B EH1 D\na B IY1\nb D EH0\nc B EH0\nd D B\nbe B EH0 D\n", path: "small",
      format: .kaldi)
    func texts(_ search: PronunciationSearch) -> [String] {
      Junctures(of: ["c", "d"], in: search).map(\.text).sorted()
    }
    // "c d" is said B EH0 D B: no other parting without a word of the phone B.
    #expect(texts(PronunciationSearch(lexicon)).isEmpty)
    let more = try Lexicon(
      text: "c B EH0\nd D B\nbed B EH1 D\nbb B\n", path: "small", format: .kaldi)
    #expect(
      Junctures(of: ["c", "d"], in: PronunciationSearch(more)).map(\.text) == ["bed bb"])
    #expect(
      Array(Junctures(of: ["c", "d"], in: PronunciationSearch(more, stress: .kept))).isEmpty)
  }

  @Test func `a word that is seldom said so is a less plausible parting`() throws {
    let lexicon = try Lexicon(
      text: "ab 1 A B\na 1 A\na2 1 A\na2 0.1 X\nb 1 B\nb2 0.05 B\nb2 1 Y\n",
      path: "small", format: .kaldiProbabilities)
    let found = Junctures(of: ["ab"], in: PronunciationSearch(lexicon)).map(\.text)
    // "b2" is said B once in twenty-one times, "a2" A ten times in eleven.
    #expect(found == ["a b", "a2 b", "a b2", "a2 b2"])
  }
}
