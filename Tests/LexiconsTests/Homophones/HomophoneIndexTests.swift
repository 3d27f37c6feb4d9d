import Lexicons
import Testing

@Suite struct `Homophone index` {
  @Test func `CMUdict has the known classes when stress is ignored`() {
    #expect(CMUdict.homophones.classCount == 13_719)
    #expect(CMUdict.homophones.wordCount == 32_621)
  }

  @Test func `CMUdict has the known classes when stress is kept`() {
    let index = HomophoneIndex(CMUdict.lexicon, stress: .kept)
    #expect(index.classCount == 13_103)
    #expect(index.wordCount == 31_175)
  }

  @Test func `CMUdict has the known classes of first pronunciations`() {
    let index = HomophoneIndex(CMUdict.lexicon, variants: .first)
    #expect(index.classCount == 12_822)
    #expect(index.wordCount == 31_397)
  }

  @Test func `candidates are ranked by frequency and cut off`() {
    let all = CMUdict.homophones.candidates(for: "their")
    #expect(all.map(\.word).prefix(2) == ["there", "they're"])
    #expect(all.allSatisfy { $0.distance == 0 && $0.count >= 1 })
    #expect(all.map(\.count) == all.map(\.count).sorted(by: >))
    #expect(CMUdict.homophones.candidates(for: "their", limit: 1).map(\.word) == ["there"])
    let common = CMUdict.homophones.candidates(for: "b", minimumCount: 50).map(\.word)
    #expect(common == ["be", "bee"])
    #expect(
      CMUdict.homophones.candidates(for: "b", minimumCount: 0).count > common.count)
  }

  @Test func `words of one class sound the same`() throws {
    let index = CMUdict.homophones
    for words in [["two", "too", "to"], ["weir", "we're"], ["insight", "incite"]] {
      for word in words.dropFirst() { #expect(index.areHomophones(words[0], word)) }
    }
    #expect(!index.areHomophones("weir", "weir"))
    #expect(!index.areHomophones("weir", "beach"))
    let stressed = HomophoneIndex(CMUdict.lexicon, stress: .kept)
    #expect(!stressed.areHomophones("insight", "incite"))
  }

  @Test func `classes hold at least two different words`() {
    let index = CMUdict.homophones
    let bad = (0..<index.classCount).count { number in
      let words = index.words(inClass: number)
      return words.count < 2 || Set(words).count != words.count
    }
    #expect(bad == 0)
  }

  @Test func `a word entered twice is no homophone of itself`() throws {
    let lexicon = try Lexicon(
      text: "WARE W EH R\nWEAR W EH R\nWARE W EH R\nLONE L OW N\nLONE L OW N\n",
      path: "lexicon.txt", format: .kaldi)
    let index = HomophoneIndex(lexicon)
    #expect(index.classCount == 1)
    #expect(index.words(inClass: 0) == ["ware", "wear"])
    #expect(index.candidates(for: "ware", minimumCount: 0).map(\.word) == ["wear"])
    #expect(index.candidates(for: "lone", minimumCount: 0).isEmpty)
  }

  @Test func `equally common candidates come in the order of their spelling`() throws {
    let lexicon = try Lexicon(
      text: "c K\nzé K\nb K\na K\n", path: "lexicon.txt", format: .kaldi)
    let frequencies = try WordFrequencies(text: "zé\t9\n", path: "frequencies.tsv")
    let index = HomophoneIndex(lexicon, frequencies: frequencies)
    #expect(
      index.candidates(for: "b", minimumCount: 0).map(\.word) == ["zé", "a", "c"])
  }
}
